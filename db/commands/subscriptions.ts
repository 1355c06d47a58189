import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { writeMinor } from '@/db/columns'
import type { Minor } from '@/lib/core/money/amount'
import type { SoldTier } from '@/lib/core/plans/offer'
import { call } from './call'
import type { OpenedForm } from './checkouts'
import { json, only } from './json'

/** A version of what a tier costs in a currency. */
export type TierWrite = {
  readonly tier: SoldTier
  readonly version: number
  readonly currency: 'CHF' | 'EUR' | 'USD'
  readonly priceMonthly: Minor
  readonly priceAnnual: Minor
  readonly active: boolean
}

/** A tier as its row has it, amounts as decimal text. */
export const tierTerms = ({ priceMonthly, priceAnnual, active }: TierWrite) => ({
  price_monthly: writeMinor(priceMonthly),
  price_annual: writeMinor(priceAnnual),
  active,
})

/** Publishes the next version of what a tier costs, or its first. */
export const publishTier = (
  db: Db,
  tier: TierWrite,
  { by, at, audit }: { readonly by: string; readonly at: Temporal.Instant; readonly audit: unknown },
): Promise<'applied' | 'exists' | 'stale'> =>
  call(async () => {
    const sql = db.$client
    const rows = await sql<{ outcome: 'applied' | 'exists' | 'stale' }[]>`
      select publish_tier(${tier.tier}, ${tier.currency}, ${tier.version}, ${json(sql, tierTerms(tier))}, ${by},
        ${at.toString()}, ${json(sql, audit)}) as outcome`
    return only(rows).outcome
  })

/** Opens a Checkout in which a plan or a tier is subscribed to, or answers the one that is open, for whatever choice. */
export const openSubscription = (
  db: Db,
  org: string,
  checkoutId: string,
  { product, choice }: { readonly product: string; readonly choice: string },
  at: Temporal.Instant,
): Promise<OpenedForm & { readonly choice: string }> =>
  call(async () => {
    const rows = await db.$client<{ checkout_id: string; session_id: string | null; choice: string }[]>`
      select checkout_id, session_id, choice
        from open_subscription(${org}, ${checkoutId}, ${product}, ${choice}, ${at.toString()})`
    const row = only(rows)
    return { checkoutId: row.checkout_id, sessionId: row.session_id, choice: row.choice }
  })

/** What Stripe says of a subscription, as columns of its row; instants as ISO-8601, the price as decimal text. */
export type SubscriptionColumns = {
  readonly subscription_id: string
  readonly product: string
  readonly name: string
  readonly version: number
  readonly billed: string
  readonly currency: string
  readonly price: string
  readonly status: string
  readonly started_at: string
  readonly period_started_at: string
  readonly period_ends_at: string
  readonly ends_at: string | null
  readonly ended_at: string | null
  /** Since when an invoice of it is unpaid, and what is. */
  readonly past_due_since: string | null
  readonly owed: string | null
}

/**
 * Notes that what an org subscribes to was read again and is as recorded: who read before that and has not written yet has
 * to read again.
 * @param seen the reading that was recorded when it was read.
 * @returns whether that is still the last one; where it is not, nothing is noted.
 */
export const confirmStripeSubscriptions = (db: Db, org: string, seen: number, at: Temporal.Instant): Promise<boolean> =>
  call(async () => {
    const rows = await db.$client<{ confirmed: boolean }[]>`
      select confirm_stripe_subscriptions(${org}, ${seen}, ${at.toString()}) as confirmed`
    return only(rows).confirmed
  })
