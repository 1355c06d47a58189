import { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { readMinor, readPico } from '@/db/columns'
import type { HaltReason } from '@/lib/core/gate/project'
import type { Minor } from '@/lib/core/money/amount'
import type { Billed, Product } from '@/lib/core/plans/offer'
import { productTitle } from '@/lib/core/plans/product-title'
import { platformZone } from '@/lib/core/time/platform-zone'
import { hasLeftAt } from './debts'
import { lookUp } from './look-up'

export type UnpaidInvoices = {
  readonly currency: string
  readonly overdue: boolean
  readonly count: number
  readonly total: Minor
}

/** What is open of unpaid invoices of all orgs by currency, those that were due before the day it is for the seller apart. */
export const sumUnpaidInvoices = (db: Db, now: Temporal.Instant): Promise<UnpaidInvoices[]> =>
  lookUp(async () => {
    const rows = await db.$client<(Omit<UnpaidInvoices, 'total'> & { total: string })[]>`
      with today as (
        select (${now.toString()}::timestamptz at time zone coalesce((select zone from seller), ${platformZone}))::date as day
      )
      select currency, due_on < t.day as overdue, count(*)::int as count, sum(total - paid_amount)::text as total
        from invoices cross join today t where paid_at is null group by 1, 2 order by 1, 2`
    return rows.map((row) => ({ ...row, total: readMinor(row.total) }))
  })

export type HaltedOrg = {
  readonly org: string
  readonly name: string
  readonly halted: boolean
  readonly reason: HaltReason | ''
  readonly remaining: bigint | null
  readonly held: bigint
  readonly unitsRemaining: bigint
  readonly unitsHeld: bigint
  /** When the halt began; null where nothing says so. */
  readonly since: Temporal.Instant | null
}

type HaltedRow = Omit<HaltedOrg, 'remaining' | 'held' | 'unitsRemaining' | 'unitsHeld' | 'since'> & {
  remaining: string | null
  held: string
  unitsRemaining: string
  unitsHeld: string
  since: string | null
  count: number
}

/**
 * Orgs that are halted, those without end the longest first, at most `most`, and how many there are. A halt began with
 * the fact that its generation is the sequence of, or else with the first usage of the biller in force that nothing paid for.
 */
export const listHaltedOrgs = (
  db: Db,
  now: Temporal.Instant,
  most: number,
): Promise<{ readonly count: number; readonly orgs: readonly HaltedOrg[] }> =>
  lookUp(async () => {
    const rows = await db.$client<HaltedRow[]>`
      select g.org_id as org, coalesce(o.name, g.org_id) as name, g.halted, g.reason, g.remaining::text, g.held::text,
             g.units_remaining::text as "unitsRemaining", g.units_held::text as "unitsHeld",
             coalesce(
               (select min(e.recorded_at) from ledger_entries e where e.org_id = g.org_id and e.sequence = g.generation),
               (select min(u.recorded_at) from usage_events u where u.org_id = g.org_id and u.sequence = g.generation),
               (select min(b.recorded_at) from org_billers b where b.org_id = g.org_id and b.sequence = g.generation),
               (select min(w.first_at) from unfunded_usage w where w.org_id = g.org_id and w.charged_at is null
                 and w.waived_at is null
                 and not ${hasLeftAt(db.$client, db.$client`w.org_id`, db.$client`(w.event->>'at')::timestamptz`, now)})
             )::text as since, count(*) over ()::int as count
        from org_gates g left join orgs o using (org_id)
       where g.halted
       order by since nulls last, g.org_id limit ${most}`
    return {
      count: rows[0]?.count ?? 0,
      orgs: rows.map(({ count: _, since, remaining, held, unitsRemaining, unitsHeld, ...row }) => ({
        ...row,
        remaining: remaining === null ? null : readPico(remaining),
        held: readPico(held),
        unitsRemaining: readPico(unitsRemaining),
        unitsHeld: readPico(unitsHeld),
        since: since === null ? null : Temporal.Instant.from(since),
      })),
    }
  })

/** Subscriptions that are alike and not ended, by what they are and how Stripe says that they stand. */
export type SubscriptionGroup = {
  readonly product: Product
  readonly name: string
  /** As customers read it. */
  readonly title: string
  readonly billed: Billed
  readonly currency: string
  readonly status: string
  readonly count: number
  readonly amount: Minor
}

export const sumSubscriptions = (db: Db): Promise<SubscriptionGroup[]> =>
  lookUp(async () => {
    const rows = await db.$client<
      (Omit<SubscriptionGroup, 'amount' | 'title'> & { amount: string; plan: string | null })[]
    >`
      select s.product, s.name, s.billed, s.currency, s.status, p.name as plan, count(*)::int as count,
             sum(s.price)::text as amount
        from stripe_subscriptions s left join plans p on s.product = 'plan' and p.plan = s.name
       where s.ended_at is null group by 1, 2, 3, 4, 5, 6 order by 4, 1, 2, 3, 5`
    return rows.map(({ plan, ...row }) => ({
      ...row,
      title: productTitle(new Map(plan === null ? [] : [[row.name, plan]]), row),
      amount: readMinor(row.amount),
    }))
  })

export type OwingOrg = {
  readonly org: string
  readonly name: string
  readonly status: string
  readonly since: Temporal.Instant
}

/** Subscriptions that are not ended and owe something, each with its org; those that owe longest first. */
export const listOwing = (db: Db): Promise<OwingOrg[]> =>
  lookUp(async () => {
    const rows = await db.$client<(Omit<OwingOrg, 'since'> & { since: string })[]>`
      select s.org_id as org, coalesce(o.name, s.org_id) as name, s.status, s.past_due_since::text as since
        from stripe_subscriptions s left join orgs o using (org_id)
       where s.past_due_since is not null and s.ended_at is null
       order by s.past_due_since, s.org_id`
    return rows.map((row) => ({ ...row, since: Temporal.Instant.from(row.since) }))
  })

/** When the oldest of Stripe's events that fail was received; null where none fails. */
export const oldestFailingEvent = (db: Db): Promise<Temporal.Instant | null> =>
  lookUp(async () => {
    const [row] = await db.$client<{ at: string | null }[]>`
      select min(received_at)::text as at from stripe_events where state = 'failing'`
    return row?.at ? Temporal.Instant.from(row.at) : null
  })

/** A dispute of a payment that the bank has not decided, or only asks about. */
export type DisputedPayment = {
  readonly org: string
  readonly name: string
  readonly status: string
  readonly amount: Minor
  readonly currency: string
  readonly openedAt: Temporal.Instant
}

/** Disputes of payments of any kind that are not over, the oldest first. */
export const listDisputedPayments = (db: Db): Promise<DisputedPayment[]> =>
  lookUp(async () => {
    const over = ['won', 'lost', 'prevented', 'warning_closed']
    const rows = await db.$client<(Omit<DisputedPayment, 'amount' | 'openedAt'> & { amount: string; at: string })[]>`
      select d.org_id as org, coalesce(o.name, d.org_id) as name, d.status, d.amount::text, d.currency, d.at::text
        from (
          select org_id, status, amount, currency, opened_at as at from disputes where status <> all(${over}::text[])
          union all
          select org_id, status, amount, currency, begun_at from payment_returns
           where kind = 'dispute' and status <> all(${over}::text[])) d
        left join orgs o using (org_id)
       order by d.at, d.org_id`
    return rows.map(({ at, amount, ...row }) => ({
      ...row,
      amount: readMinor(amount),
      openedAt: Temporal.Instant.from(at),
    }))
  })
