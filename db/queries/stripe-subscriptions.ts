import { and, desc, eq } from 'drizzle-orm'
import type { Fragment } from 'postgres'
import { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { checkouts, stripeSubscriptions } from '@/db/schema/index'
import type { Minor } from '@/lib/core/money/amount'
import { isLive, type PaidSubscription } from '@/lib/core/plans/entitlement'
import type { DueWork } from './backlogs'
import { lookUp } from './look-up'
import { dueSince, isDue } from './retries'

export type StripeSubscription = typeof stripeSubscriptions.$inferSelect

type Instants = Pick<StripeSubscription, 'startedAt' | 'periodStartedAt' | 'periodEndsAt' | 'endedAt' | 'pastDueSince'>

/** The instants of a subscription as the core counts them. */
export const inNanoseconds = ({ startedAt, periodStartedAt, periodEndsAt, endedAt, pastDueSince }: Instants) => ({
  startedAt: startedAt.epochNanoseconds,
  periodStartedAt: periodStartedAt.epochNanoseconds,
  periodEndsAt: periodEndsAt.epochNanoseconds,
  endedAt: endedAt?.epochNanoseconds ?? null,
  pastDueSince: pastDueSince?.epochNanoseconds ?? null,
})

export type KnownSubscription = PaidSubscription & { readonly entitled: boolean }

/** A subscription as it was recorded, for the core. */
export const knownSubscription = ({
  subscriptionId: id,
  product,
  name,
  version,
  billed,
  status,
  entitled,
  ...rest
}: StripeSubscription): KnownSubscription => ({
  id,
  product,
  name,
  version,
  billed,
  status,
  entitled,
  ...inNanoseconds(rest),
})

/**
 * What is owed longest of what an org subscribes to; null where nothing is owed. What was recorded before amounts were
 * read is taken for its price.
 */
export const owedLongest = (
  rows: readonly StripeSubscription[],
): (StripeSubscription & { readonly pastDueSince: Temporal.Instant; readonly owed: Minor }) | null => {
  const owing = rows.flatMap((row) =>
    row.pastDueSince !== null && isLive(knownSubscription(row))
      ? [{ ...row, pastDueSince: row.pastDueSince, owed: row.owed ?? row.price }]
      : [],
  )
  return owing.sort((a, b) => Temporal.Instant.compare(a.pastDueSince, b.pastDueSince))[0] ?? null
}

/** What an org subscribes to at Stripe, or did, as it was read last; the newest first. */
export const listStripeSubscriptions = (db: Db, org: string): Promise<StripeSubscription[]> =>
  lookUp(() =>
    db
      .select()
      .from(stripeSubscriptions)
      .where(eq(stripeSubscriptions.orgId, org))
      .orderBy(desc(stripeSubscriptions.startedAt), desc(stripeSubscriptions.subscriptionId)),
  )

/** What is past due is looked at if it was not since `readBefore`, and if it has been unpaid since before `unpaidBefore`. */
export type DunningTerms = { readonly readBefore: Temporal.Instant; readonly unpaidBefore: Temporal.Instant }

const pastDueRows = (sql: Db['$client'], now: Temporal.Instant, terms: DunningTerms): Fragment => sql`
        from stripe_subscriptions s
       where s.entitled and s.past_due_since is not null
         and (s.read_at <= ${terms.readBefore.toString()} or s.past_due_since <= ${terms.unpaidBefore.toString()})
         and ${isDue(sql, 'dunning', sql`s.org_id`, sql`''`, now)}`

/** Since when unpaid subscriptions wait to be read. */
export const unpaidSubscriptions =
  (termsAt: (now: Temporal.Instant) => DunningTerms): DueWork =>
  (sql, now) => {
    const terms = termsAt(now)
    const waited = now.since(terms.readBefore).total('seconds')
    return sql`select least(s.read_at + make_interval(secs => ${waited}), ${now.toString()}) as since
      ${pastDueRows(sql, now, terms)}`
  }

/**
 * Orgs that owe for a subscription and were not looked at since `readBefore`, or whose subscription has been unpaid
 * since before `unpaidBefore` and still is in force; those that owe longest first.
 */
export const findOrgsPastDue = (db: Db, now: Temporal.Instant, terms: DunningTerms, most: number): Promise<string[]> =>
  lookUp(async () => {
    const sql = db.$client
    const rows = await sql<{ org: string }[]>`
      select s.org_id as org ${pastDueRows(sql, now, terms)}
       order by ${dueSince(sql, 'dunning', sql`s.org_id`, sql`''`, sql`s.past_due_since`)}, s.past_due_since
       limit ${most}`
    return [...new Set(rows.map(({ org }) => org))]
  })

/** A Checkout in which something is subscribed to; null where there is none of that id. */
export const findSubscriptionCheckout = (
  db: Db,
  org: string,
  checkoutId: string,
): Promise<{ readonly status: 'open' | 'paid' | 'ended'; readonly sessionId: string | null } | null> =>
  lookUp(async () => {
    const [row] = await db
      .select({ status: checkouts.status, sessionId: checkouts.sessionId })
      .from(checkouts)
      .where(and(eq(checkouts.orgId, org), eq(checkouts.checkoutId, checkoutId), eq(checkouts.kind, 'subscription')))
    return row ?? null
  })
