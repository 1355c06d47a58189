import type { Actor } from '@/lib/core/access/permit'
import { machineActor } from './machine'
import { personActor } from './person'

/** Who asks on a route that serves both: the machine whose key was sent, else the person who is signed in. */
export const machineOrPerson = (request: Request): Actor | Promise<Actor> =>
  request.headers.has('authorization') ? machineActor(request) : personActor()
