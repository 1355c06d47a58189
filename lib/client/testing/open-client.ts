import { createKontorClient } from '@/lib/client/kontor-client'
import type { ClientOptions, UsageEvent, Work } from '@/lib/client/types'
import type { Portal } from './fake-portal'

export const event = { org: 'acme', meter: 'doc.pages', quantity: 1 } as const

/** The batches of usage that a portal was sent. */
export const batchesOf = (portal: Portal) => portal.asked.map(({ body }) => (body as { events: UsageEvent[] }).events)

/** For answers that do not come, or come after the caller has gone. */
export const impatient = { requestTimeoutMs: 40 } as const

/** A client that tries again at once, and what it gave back. */
export const openClient = (portal: Portal, options: Partial<ClientOptions> = {}) => {
  const refused: [Work, string][] = []
  const dropped: [Work, string][] = []
  const client = createKontorClient({
    url: portal.url,
    apiKey: 'kontor_test',
    flushMs: 5,
    backoffMs: 1,
    mostBackoffMs: 4,
    requestTimeoutMs: 5_000,
    onRefused: (work, { code }) => refused.push([work, code]),
    onDropped: (work, reason) => dropped.push([work, reason]),
    ...options,
  })
  return { client, refused, dropped }
}
