import { listOffers } from '@/db/queries/offers'
import { findPlanVersion } from '@/db/queries/plans'
import { sumCutWeeks } from '@/db/queries/quota-weeks'
import {
  type KnownSubscription,
  knownSubscription,
  listStripeSubscriptions,
  type StripeSubscription,
} from '@/db/queries/stripe-subscriptions'
import { findSubscription, type SubscriptionRow } from '@/db/queries/subscriptions'
import type { Ctx } from '@/lib/context'
import type { Plan } from '@/lib/core/funding/account'
import { type Entitlement, entitlementOf, entitles, hasLapsed } from '@/lib/core/plans/entitlement'
import { freePlan, latestOffers } from '@/lib/core/plans/offer'
import { Refusal } from '@/lib/platform/errors'
import type { SubscriptionAtStripe } from '@/lib/stripe/subscriptions'
import { isRecordedAs } from './columns-of'
import { paidAtStripe } from './paid-subscription'

type Terms = Omit<Plan, 'periodStartedAt'>

/** What an org subscribes to at Stripe, and what was recorded of it before: all that a write is decided from. */
export type Reading = {
  readonly found: readonly SubscriptionAtStripe[]
  readonly known: readonly KnownSubscription[]
  /** The number of the reading that was recorded before; zero where nothing was. */
  readonly seen: number
  /** Whether all that was found is recorded as it is, and what it buys was in force then as now. */
  readonly isRecorded: boolean
  readonly before: Entitlement
  readonly after: Entitlement
  /** Terms of the plan that is in force afterwards: what is paid for, or else the free one. Null where there is none. */
  readonly terms: Terms | null
  readonly pinned: SubscriptionRow | null
  /** Whether a plan was paid for and is over by now, of which nobody had heard while it was in force. */
  readonly lapsed: boolean
  /** What was consumed in weeks that were cut off, by when they began; empty where nothing changes. */
  readonly cut: ReadonlyMap<bigint, bigint>
}

const inForce = (known: readonly KnownSubscription[]): Entitlement => {
  const of = (product: 'plan' | 'tier') => known.find((each) => each.product === product && each.entitled) ?? null
  return { plan: of('plan'), tier: of('tier') }
}

const freeTerms = async (ctx: Ctx): Promise<Terms | null> => {
  const offers = latestOffers(await listOffers(ctx.db), ctx.now.epochNanoseconds)
  const free = offers.find(({ product, name }) => product === 'plan' && name === freePlan)
  return free ? findPlanVersion(ctx.db, freePlan, free.version) : null
}

const paidTerms = async (ctx: Ctx, { name, version }: { name: string; version: number }): Promise<Terms> => {
  const terms = await findPlanVersion(ctx.db, name, version)
  if (terms) return terms
  throw new Refusal('unavailable', `There is no version ${version} of the plan ${name} yet.`, { plan: name })
}

const isRecorded = (
  rows: readonly StripeSubscription[],
  found: readonly SubscriptionAtStripe[],
  now: bigint,
): boolean => {
  const byId = new Map(rows.map((row) => [row.subscriptionId, row]))
  return (
    rows.length === found.length &&
    found.every((each) => {
      const row = byId.get(each.subscriptionId)
      return row !== undefined && isRecordedAs(row, each) && row.entitled === entitles(paidAtStripe(each), now)
    })
  )
}

/** @param read what is subscribed to at Stripe; it is asked after what was recorded was read. */
export const readSubscriptions = async (
  ctx: Ctx,
  org: string,
  read: () => Promise<readonly SubscriptionAtStripe[]>,
): Promise<Reading> => {
  const rows = await listStripeSubscriptions(ctx.db, org)
  const known = rows.map(knownSubscription)
  const [found, pinned] = await Promise.all([read(), findSubscription(ctx.db, org)])
  const before = inForce(known)
  const [paid, now] = [found.map(paidAtStripe), ctx.now.epochNanoseconds]
  const after = entitlementOf(paid, now)
  const lapsed = pinned === null && paid.some((each) => each.product === 'plan' && hasLapsed(each, now))
  const ends = before.plan !== null || lapsed
  const terms = after.plan ? await paidTerms(ctx, after.plan) : ends ? await freeTerms(ctx) : null
  const recorded = isRecorded(rows, found, now)
  const cut = recorded ? new Map<bigint, bigint>() : await sumCutWeeks(ctx.db, org, ctx.now)
  return { found, known, seen: rows[0]?.reading ?? 0, isRecorded: recorded, before, after, terms, pinned, lapsed, cut }
}
