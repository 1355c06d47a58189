import type { Temporal } from 'temporal-polyfill'
import { findAccount } from '@/db/queries/accounts'
import { listOffers } from '@/db/queries/offers'
import { knownSubscription, listStripeSubscriptions } from '@/db/queries/stripe-subscriptions'
import { findSubscription } from '@/db/queries/subscriptions'
import { type Ctx, requirePermission } from '@/lib/context'
import { billerAt } from '@/lib/core/funding/biller'
import { entitlementOf } from '@/lib/core/plans/entitlement'
import { cannotPutOn } from '@/lib/core/plans/offer'
import { requirePast } from '@/lib/flows/tenants/require-past'
import { Refusal } from '@/lib/platform/errors'
import { type Subscription, subscribe } from './subscribe'

export type PlanOrder = Omit<Subscription, 'periodStartedAt'> & {
  /**
   * When the period began that its weeks count from. Where nothing is said, a week that is under way goes on, and a first
   * one begins now.
   */
  readonly periodStartedAt?: Temporal.Instant | undefined
}

/**
 * Puts an org on a version of a plan (Q1). A week that is under way goes on with the quota of the new plan and with what was
 * used of it; another period begins a fresh one. An org that is on just that already stays as it is, sold or not, so that a
 * call made twice gives no second week.
 * @returns whether anything changed.
 */
export const putOnPlan = async (ctx: Ctx, org: string, order: PlanOrder): Promise<boolean> => {
  requirePermission(ctx, 'funds:write', org)
  const { plan, version, billed, periodStartedAt } = order
  if (periodStartedAt) requirePast(ctx, periodStartedAt)
  const now = await findSubscription(ctx.db, org)
  await requireNoOwn(ctx, org)
  const isSame = now?.status === 'active' && now.plan === plan && now.version === version && now.billed === billed
  if (isSame && (!periodStartedAt || now.periodStartedAt.equals(periodStartedAt))) return false
  await requireAvailable(ctx, org, order)
  await subscribe(ctx, org, { plan, version, billed, periodStartedAt: periodStartedAt ?? null })
  return true
}

/** A version is given as it is sold: while it is in force, in the org's currency, to who has a weekly quota or soon will. */
const requireAvailable = async (ctx: Ctx, org: string, { plan, version }: PlanOrder): Promise<void> => {
  const [offers, found] = await Promise.all([listOffers(ctx.db), findAccount(ctx.db, org)])
  const offer = offers.find((each) => each.product === 'plan' && each.name === plan && each.version === version)
  if (!offer || !found) return
  const now = ctx.now.epochNanoseconds
  const { currency, switches } = found.account
  const planned = switches.filter(({ from }) => from > now).map(({ biller }) => biller)
  const refused = cannotPutOn(offer, { org, currency, billers: [billerAt(switches, now), ...planned] }, now)
  if (refused) throw new Refusal(refused.refused, refused.sentence, refused.facts)
}

/** What a customer pays for itself is not taken from it, nor given beside it: the next payment would bring it back. */
const requireNoOwn = async (ctx: Ctx, org: string): Promise<void> => {
  const known = (await listStripeSubscriptions(ctx.db, org)).map(knownSubscription)
  const { plan } = entitlementOf(known, ctx.now.epochNanoseconds)
  if (!plan) return
  throw new Refusal('exists', `${org} pays for the plan ${plan.name} itself: that has to be cancelled first.`, {
    plan: plan.name,
  })
}
