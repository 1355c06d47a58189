import { z } from 'zod'
import { type Endpoint, endpoint, listOf } from '@/lib/stripe-emulator/endpoint'
import { missing } from '@/lib/stripe-emulator/failure'
import { listParameters, text } from '@/lib/stripe-emulator/parameters'
import { serializeEvent } from '@/lib/stripe-emulator/serialize/event'

const retrieve = endpoint('GET', '/events/:id', z.strictObject({}), async ({ work, id }) => {
  const event = await work.get('event', id)
  if (!event) throw missing('event', id)
  return serializeEvent(event, 0)
})

const list = endpoint(
  'GET',
  '/events',
  z.strictObject({ ...listParameters, type: text().optional() }),
  async ({ work, path }, { limit, starting_after, type }) => {
    const match: Record<string, string> = type === undefined ? {} : { type }
    const found = await work.list('event', { match, limit: limit + 1, after: starting_after ?? null, order: 'newest' })
    return listOf(
      path,
      found.map((event) => serializeEvent(event, 0)),
      limit,
    )
  },
)

export const events: readonly Endpoint[] = [retrieve, list]
