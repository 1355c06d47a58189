import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { readInstant } from '@/db/columns'
import { lookUp } from './look-up'

export type SubscriptionRow = {
  readonly plan: string
  readonly version: number
  readonly billed: 'monthly' | 'annual'
  readonly status: 'active' | 'past_due' | 'unpaid' | 'cancelled'
  readonly periodStartedAt: Temporal.Instant
}

/** The plan an org is on, or was on last; null where it never was. */
export const findSubscription = (db: Db, org: string): Promise<SubscriptionRow | null> =>
  lookUp(async () => {
    const [row] = await db.$client<(Omit<SubscriptionRow, 'periodStartedAt'> & { periodStartedAt: string })[]>`
      select plan, plan_version as version, billed, status, period_started_at as "periodStartedAt"
        from subscriptions where org_id = ${org}`
    return row ? { ...row, periodStartedAt: readInstant(row.periodStartedAt) } : null
  })
