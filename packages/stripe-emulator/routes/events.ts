import { z } from 'zod'
import { type Endpoint, endpoint } from '@/packages/stripe-emulator/endpoint'
import { invalidRequest, missing } from '@/packages/stripe-emulator/failure'
import { pageOf } from '@/packages/stripe-emulator/page'
import { listParameters, text } from '@/packages/stripe-emulator/parameters'
import { serializeEvent } from '@/packages/stripe-emulator/serialize/event'

const retrieve = endpoint('GET', '/events/:id', z.strictObject({}), async ({ work, id }) => {
  const event = await work.get('event', id)
  if (!event) throw missing('event', id)
  return serializeEvent(event, 0)
})

/** `charge.*` names every type of a kind. */
const named = (type: string, pattern: string): boolean =>
  pattern.endsWith('*') ? type.startsWith(pattern.slice(0, -1)) : type === pattern

const list = endpoint(
  'GET',
  '/events',
  z.strictObject({ ...listParameters, type: text().optional(), types: z.array(text()).max(20).optional() }),
  (call, given) => {
    if (given.type !== undefined && given.types !== undefined) {
      throw invalidRequest('You may only specify one of these parameters: type, types.')
    }
    const exact: Record<string, string> = given.type?.endsWith('*') === false ? { type: given.type } : {}
    const patterns = given.types ?? (given.type === undefined ? ['*'] : [given.type])
    return pageOf(call, 'event', given, {
      match: exact,
      keep: ({ type }) => patterns.some((pattern) => named(type, pattern)),
      serialize: (event) => serializeEvent(event, 0),
    })
  },
)

export const events: readonly Endpoint[] = [retrieve, list]
