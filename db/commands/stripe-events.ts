import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { call } from './call'
import { json, only } from './json'

/**
 * Begins and counts another attempt of a failing event. Of all who saw it with so many attempts, one is told true; where
 * the answer is lost nobody is, and the attempt after it comes in its time.
 */
export const beginStripeAttempt = (db: Db, eventId: string, attempts: number): Promise<boolean> =>
  call(async () => {
    const rows = await db.$client<{ begun: boolean }[]>`
      select begin_stripe_attempt(${eventId}, ${attempts}) as begun`
    return only(rows).begun
  })

/** An event as it came. */
export type CameEvent = {
  readonly id: string
  readonly type: string
  readonly apiVersion: string
  /** The body of the webhook, byte for byte. */
  readonly body: string
  readonly at: Temporal.Instant
}

/** Records events as they came; what is known of one already stays. */
export const receiveStripeEvents = (db: Db, events: readonly CameEvent[]): Promise<void> =>
  call(async () => {
    const rows = events.map(({ id, type, apiVersion, body, at }) => {
      return { id, type, api_version: apiVersion, body: Buffer.from(body).toString('base64'), at: at.toString() }
    })
    await db.$client`select receive_stripe_events(${json(db.$client, rows)})`
  })
