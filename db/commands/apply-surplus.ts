import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { writeMinor } from '@/db/columns'
import type { Minor } from '@/lib/core/money/amount'
import type { Day } from '@/lib/core/time/day'
import { call } from './call'
import { json, only } from './json'

export type SurplusApplication = {
  readonly org: string
  /** The invoice that was paid beyond its total, and the one that is open. */
  readonly from: string
  readonly to: string
  /** Ids of the two rows of payments. */
  readonly outId: string
  readonly inId: string
  readonly amount: Minor
  readonly currency: string
  readonly at: Temporal.Instant
  readonly on: Day
  readonly by: string
  readonly audit: unknown
}

export type SurplusOutcome =
  | 'applied'
  | 'repeated'
  | 'unknown'
  | 'already_paid'
  | 'other_currency'
  | 'too_much'
  | 'more_than_open'

/** Applies what was paid beyond one invoice to another, once; both rows are written, or none. */
export const applySurplus = (db: Db, { org, from, to, audit, ...pair }: SurplusApplication): Promise<SurplusOutcome> =>
  call(async () => {
    const sql = db.$client
    const pairOfRows = {
      out_id: pair.outId,
      in_id: pair.inId,
      amount: writeMinor(pair.amount),
      currency: pair.currency,
      at: pair.at.toString(),
      on: pair.on,
      by: pair.by,
    }
    const rows = await sql<{ outcome: SurplusOutcome }[]>`
      select apply_surplus(${org}, ${from}, ${to}, ${json(sql, pairOfRows)}, ${json(sql, audit)}) as outcome`
    return only(rows).outcome
  })
