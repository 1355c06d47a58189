import { findAccount } from '@/db/queries/accounts'
import { listOffers } from '@/db/queries/offers'
import { findOrg } from '@/db/queries/orgs'
import { type KnownSubscription, knownSubscription, listStripeSubscriptions } from '@/db/queries/stripe-subscriptions'
import { listDisputeStatuses } from '@/db/queries/subscription-payments'
import type { Ctx } from '@/lib/context'
import { billerAt } from '@/lib/core/funding/biller'
import { cannotBuy, liveSubscription, orgStanding } from '@/lib/core/plans/entitlement'
import { type Choice, orderSubscription, type PricedChoice } from '@/lib/core/plans/offer'
import { accept, Refusal } from '@/lib/platform/errors'

type FoundOrg = NonNullable<Awaited<ReturnType<typeof findOrg>>>

/** What an org wants to subscribe to, as it is sold to it now, and what it subscribes to of the kind already. */
export type LoadedOrder = {
  readonly found: FoundOrg
  readonly priced: PricedChoice
  readonly current: KnownSubscription | null
}

/** @throws Refusal `not_found`, `not_for_sale`, `currency_mixed`, `payment_overdue`, `payment_disputed` */
export const loadOrder = async (ctx: Ctx, org: string, choice: Choice): Promise<LoadedOrder> => {
  const [found, loaded, offers, rows, disputes] = await Promise.all([
    findOrg(ctx.db, org, ctx.now),
    findAccount(ctx.db, org),
    listOffers(ctx.db),
    listStripeSubscriptions(ctx.db, org),
    listDisputeStatuses(ctx.db, org),
  ])
  if (!found || !loaded) throw new Refusal('not_found', 'There is no such organization.')
  const now = ctx.now.epochNanoseconds
  const known = rows.map(knownSubscription)
  accept(cannotBuy(orgStanding(known, now), disputes))
  const { currency, limits, switches } = loaded.account
  const priced = accept(orderSubscription({ biller: billerAt(switches, now), currency, limits }, offers, choice, now))
  return { found, priced, current: liveSubscription(known, choice.product) }
}
