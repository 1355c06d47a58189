import { findAccount } from '@/db/queries/accounts'
import { listOffers } from '@/db/queries/offers'
import { listPlanVersions, type PlanVersionRow } from '@/db/queries/plan-versions'
import { findSubscription } from '@/db/queries/subscriptions'
import type { Ctx } from '@/lib/context'
import { permit } from '@/lib/core/access/permit'
import { concurrencyOf, tiers } from '@/lib/core/funding/account'
import { minorPlaces, picoPlaces } from '@/lib/core/money/amount'
import { formatDecimal } from '@/lib/core/money/decimal'
import { annualSavingPercent, isSoldTier, latestOffers, type Offer } from '@/lib/core/plans/offer'
import { Refusal } from '@/lib/platform/errors'
import { orgFunding } from './org-funding'
import { orgOf } from './org-of'
import { orgSubscriptions } from './org-subscriptions'

export type PlansPage = Awaited<ReturnType<typeof plansPage>>

const units = (quota: bigint): string => formatDecimal(quota, picoPlaces, 0)

/** What is for sale, or was when it was bought: prices are decimal text. */
const offerItem = (offer: Offer) => ({
  product: offer.product,
  name: offer.name,
  version: offer.version,
  title: offer.title,
  currency: offer.currency,
  priceMonthly: formatDecimal(offer.priceMonthly, minorPlaces),
  priceAnnual: formatDecimal(offer.priceAnnual, minorPlaces),
  /** What a year costs less than twelve months, in whole per cent. */
  saving: annualSavingPercent(offer),
})

const planItem = (offer: Offer, versions: readonly PlanVersionRow[]) => {
  const found = versions.find(({ plan, version }) => plan === offer.name && version === offer.version)
  if (!found) throw new Error(`there is no version ${offer.version} of the plan ${offer.name}`)
  const { quota, maxMemoryMb, maxVcpus } = found
  return { ...offerItem(offer), quota: units(quota), maxMemoryMb, maxVcpus }
}

const byPrice = (a: Offer, b: Offer): number => Number(a.priceMonthly - b.priceMonthly) || (a.name < b.name ? -1 : 1)

/** What a customer sees of plans and tiers: what it has, what is offered, what is owed. Stripe is not asked. */
export const plansPage = async (ctx: Ctx, slug: string) => {
  const { name, config } = await orgOf(ctx, slug)
  const [loaded, funding, offers, versions, subscribed, pinned] = await Promise.all([
    findAccount(ctx.db, slug),
    orgFunding(ctx, slug),
    listOffers(ctx.db),
    listPlanVersions(ctx.db),
    orgSubscriptions(ctx, slug),
    findSubscription(ctx.db, slug),
  ])
  if (!loaded) throw new Refusal('not_found', 'There is no such organization.')
  const { account } = loaded
  const { biller, currency, week } = funding
  const offered = latestOffers(offers, ctx.now.epochNanoseconds)
    .filter((offer) => offer.currency === currency)
    .sort(byPrice)
  const current = account.plan
  const version = current && versions.find(({ plan, version: v }) => plan === current.plan && v === current.version)
  return {
    org: slug,
    payer: config.buyer.name || name,
    currency,
    zone: config.zone,
    biller,
    /** Whether the quota of a plan pays for usage of the org at all. */
    usable: biller === 'plan_quota',
    mayBuy: permit(ctx.actor, 'org:pay', slug) === 'yes',
    standing: subscribed.standing,
    dunning: subscribed.dunning,
    plan: current && {
      name: current.plan,
      title: version?.name ?? current.plan,
      version: current.version,
      quota: units(current.quota),
      maxMemoryMb: current.maxMemoryMb,
      maxVcpus: current.maxVcpus,
      status: pinned?.status ?? 'active',
      /** What it is paid with at Stripe; null where it costs nothing, or was agreed otherwise. */
      subscription: subscribed.plan,
    },
    week,
    plans: offered.filter(({ product }) => product === 'plan').map((offer) => planItem(offer, versions)),
    tier: {
      name: account.limits.tier,
      concurrency: concurrencyOf(account.limits),
      subscription: subscribed.tier,
    },
    tiers: offered.flatMap((offer) =>
      offer.product === 'tier' && isSoldTier(offer.name)
        ? [{ ...offerItem(offer), concurrency: tiers[offer.name] }]
        : [],
    ),
  }
}
