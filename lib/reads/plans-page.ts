import { findAccount } from '@/db/queries/accounts'
import { listOffers } from '@/db/queries/offers'
import { listPlanVersions, type PlanVersionRow } from '@/db/queries/plan-versions'
import { findSeller } from '@/db/queries/platform'
import type { Ctx } from '@/lib/context'
import { permit } from '@/lib/core/access/permit'
import { concurrencyOf, tiers } from '@/lib/core/funding/account'
import { minorPlaces, picoPlaces } from '@/lib/core/money/amount'
import { formatDecimal } from '@/lib/core/money/decimal'
import { annualSavingPercent, isSoldTier, latestOffers, type Offer, tierTitles } from '@/lib/core/plans/offer'
import { Refusal } from '@/lib/platform/errors'
import { chargedSubscriptions } from './charged-subscriptions'
import { orgFunding } from './org-funding'
import { orgOf } from './org-of'
import { blockedBy, orgSubscriptions, type SubscriptionItem } from './org-subscriptions'

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
  return { ...offerItem(offer), gives: { quota: units(quota), maxMemoryMb, maxVcpus } }
}

/** What is paid for and in force; what was unpaid for too long buys nothing until it is paid. */
const paid = (subscription: SubscriptionItem | null): SubscriptionItem | null =>
  subscription?.standing === 'unpaid' ? null : subscription

const byPrice = (a: Offer, b: Offer): number => Number(a.priceMonthly - b.priceMonthly) || (a.name < b.name ? -1 : 1)

/** What a customer sees of plans and tiers: what it has, what is offered, what is owed. Stripe is not asked. */
export const plansPage = async (ctx: Ctx, slug: string) => {
  const { name, config } = await orgOf(ctx, slug)
  const [loaded, funding, offers, versions, subscribed, seller, blocked, charged] = await Promise.all([
    findAccount(ctx.db, slug),
    orgFunding(ctx, slug),
    listOffers(ctx.db),
    listPlanVersions(ctx.db),
    orgSubscriptions(ctx, slug),
    findSeller(ctx.db),
    blockedBy(ctx, slug),
    chargedSubscriptions(ctx, slug, config.zone),
  ])
  if (!loaded) throw new Refusal('not_found', 'There is no such organization.')
  const { account } = loaded
  const { biller, currency, week } = funding
  const offered = latestOffers(offers, ctx.now.epochNanoseconds)
    .filter((offer) => offer.currency === currency)
    .sort(byPrice)
  const current = account.plan
  const { tier } = account.limits
  const concurrency = concurrencyOf(account.limits)
  const version = current && versions.find(({ plan, version: v }) => plan === current.plan && v === current.version)
  return {
    org: slug,
    payer: config.buyer.name || name,
    currency,
    zone: config.zone,
    /** Whom to ask for more than is offered; empty where nobody is named. */
    contact: seller?.email ?? '',
    biller,
    mayBuy: permit(ctx.actor, 'org:pay', slug) === 'yes',
    /** Nothing new is sold to it: it owes for too long, or a payment is disputed. */
    blocked: blocked !== null,
    /** Because a payment is disputed. */
    disputed: blocked === 'payment_disputed',
    ...charged,
    plan: {
      name: current?.plan ?? '',
      version: current?.version ?? 0,
      title: current ? (version?.name ?? current.plan) : '',
      gives: current && {
        quota: units(current.quota),
        maxMemoryMb: current.maxMemoryMb,
        maxVcpus: current.maxVcpus,
      },
      subscription: paid(subscribed.plan),
    },
    week,
    plans: offered.filter(({ product }) => product === 'plan').map((offer) => planItem(offer, versions)),
    tier: {
      name: tier,
      version: subscribed.tier?.version ?? 1,
      title: tier === 'custom' ? '' : tierTitles[tier],
      gives: { concurrency },
      subscription: paid(subscribed.tier),
      concurrency,
      /** Agreed with the org: none of those that are sold. */
      agreed: tier === 'custom',
    },
    tiers: offered.flatMap((offer) =>
      offer.product === 'tier' && isSoldTier(offer.name)
        ? [{ ...offerItem(offer), gives: { concurrency: tiers[offer.name] } }]
        : [],
    ),
    /** How much can run at once without a tier, and at most with one that is sold. */
    concurrency: { base: tiers.base, most: Math.max(...Object.values(tiers)) },
  }
}
