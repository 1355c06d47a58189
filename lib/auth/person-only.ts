import type { Actor } from '@/lib/core/access/permit'
import { Refusal } from '@/lib/platform/errors'
import { machineActor } from './machine'
import { personActor } from './person'

/**
 * Who asks on a route that is for people alone.
 * @throws Refusal `forbidden` for a good API key, which would otherwise be told to sign in.
 */
export const personOnly = async (request: Request): Promise<Actor> => {
  const machine = await machineActor(request)
  if (machine.kind === 'nobody') return personActor()
  throw new Refusal('forbidden', 'This is for people who are signed in; no API key can do it.')
}
