import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { call } from './call'
import { json } from './json'

export type PricedEvent = {
  readonly key: string
  /** SHA-256 of the input as hex: the same key with another input is a mismatch. */
  readonly hash: string
  readonly meter: string
  readonly resource: string
  /** Decimal text. */
  readonly quantity: string
  readonly at: string
  readonly day: string
  readonly properties: unknown
  readonly book: string
  readonly version: number
  /** Decimal text at twelve places. */
  readonly amount: string
}

export type UsageOutcome = 'accepted' | 'repeated' | 'mismatch'

/** Counts priced events of one org, each key once. Answers by key, or null where the org is unknown. */
export const recordUsage = (
  db: Db,
  org: string,
  events: readonly PricedEvent[],
  recordedAt: Temporal.Instant,
): Promise<ReadonlyMap<string, UsageOutcome> | null> =>
  call(async () => {
    const sql = db.$client
    const sorted = [...events].sort((a, b) => (a.key < b.key ? -1 : 1))
    const rows = await sql<{ item_key: string | null; outcome: UsageOutcome }[]>`
      select item_key, outcome from record_usage(${org}, ${json(sql, sorted)}, ${recordedAt.toString()})`
    if (rows.some((row) => row.item_key === null)) return null
    return new Map(rows.map((row) => [row.item_key ?? '', row.outcome]))
  })
