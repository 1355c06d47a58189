import { concurrencyOf, type Limits, type Tier, tiers } from '@/lib/core/funding/account'
import type { Biller } from '@/lib/core/funding/biller'
import { type Minor, minorPlaces } from '@/lib/core/money/amount'
import { formatDecimal } from '@/lib/core/money/decimal'
import { type Refused, refuse } from '@/lib/core/refusal'

/** What can be subscribed to: a plan with its quota, or a tier of concurrency. */
export type Product = 'plan' | 'tier'
export type Billed = 'monthly' | 'annual'

/** The plan that everybody has who pays for none, where one is published by this name (P7). */
export const freePlan = 'free'

/** One thing that is for sale: `name` is the plan's or the tier's. */
export type Choice = {
  readonly product: Product
  readonly name: string
  readonly version: number
  readonly billed: Billed
}

/** A version of a plan or tier as it is priced. */
export type Offer = {
  readonly product: Product
  readonly name: string
  readonly version: number
  /** As the customer reads it. */
  readonly title: string
  readonly currency: string
  readonly priceMonthly: Minor
  readonly priceAnnual: Minor
  readonly active: boolean
  /** Nanoseconds, half-open; null is without end. */
  readonly from: bigint
  readonly until: bigint | null
}

/** A choice with what it costs a month or a year. */
export type PricedChoice = Choice & { readonly title: string; readonly currency: string; readonly price: Minor }

/** The same for the same choice, and another one for any other. */
export const choiceKey = ({ product, name, version, billed }: Choice): string =>
  `${product}_${name}_v${version}_${billed}`

export const isOffered = ({ active, from, until }: Offer, now: bigint): boolean =>
  active && now >= from && (until === null || now < until)

/** Who is to be put on a version of a plan: what it is billed in, and its billers from now on. */
export type PlanTaker = { readonly org: string; readonly currency: string; readonly billers: readonly Biller[] }

/** Why an org cannot be put on a version of a plan by hand; null where it can. */
export const cannotPutOn = (
  offer: Pick<Offer, 'name' | 'version' | 'currency' | 'active' | 'from' | 'until'>,
  { org, currency, billers }: PlanTaker,
  now: bigint,
): Refused<'not_for_sale' | 'currency_mixed'> | null => {
  const { name, version } = offer
  const facts = { plan: name, version }
  const no = (why: string, more: object = {}) =>
    refuse('not_for_sale', `Version ${version} of the plan ${name} ${why}`, { ...facts, ...more })
  if (now < offer.from) return no('is not in force yet.')
  if (offer.until !== null && now >= offer.until) return no('is not in force any more.')
  if (!offer.active) return no('is switched off.')
  if (offer.currency !== currency) {
    const sentence = `${org} is billed in ${currency}; version ${version} of the plan ${name} is in ${offer.currency}.`
    return refuse('currency_mixed', sentence, { ...facts, currency: offer.currency })
  }
  if (billers.includes('plan_quota')) return null
  return no(`is for organizations on plan_quota; ${org} is on ${billers[0]}. Switch it first.`, { biller: billers[0] })
}

/** The latest version of each plan and tier that is offered now, in each currency. */
export const latestOffers = (offers: readonly Offer[], now: bigint): readonly Offer[] => {
  const latest = new Map<string, Offer>()
  for (const offer of offers) {
    const key = `${offer.product} ${offer.name} ${offer.currency}`
    const known = latest.get(key)
    if (isOffered(offer, now) && (!known || offer.version > known.version)) latest.set(key, offer)
  }
  return [...latest.values()]
}

export const priceOf = (offer: Offer, billed: Billed): Minor =>
  billed === 'annual' ? offer.priceAnnual : offer.priceMonthly

type Buyer = { readonly biller: Biller; readonly currency: string; readonly limits: Limits }

/**
 * What an org subscribes to (P6, G7), priced as the customer saw it.
 * @param offers every version there is of what is chosen.
 */
export const orderSubscription = (
  { biller, currency, limits }: Buyer,
  offers: readonly Offer[],
  choice: Choice,
  now: bigint,
): PricedChoice | Refused<'not_for_sale' | 'currency_mixed'> => {
  const { product, name, version, billed } = choice
  if (product === 'plan' && biller !== 'plan_quota') {
    const sentence = 'Usage of this organization is not paid by the quota of a plan, so that a plan would be of no use.'
    return refuse('not_for_sale', sentence, { biller })
  }
  if (product === 'tier' && limits.tier === 'custom') {
    const sentence = `The concurrency of ${concurrencyOf(limits)} was agreed with this organization. Ask us to change it.`
    return refuse('not_for_sale', sentence)
  }
  const own = offers.filter((offer) => offer.product === product && offer.name === name)
  const inCurrency = own.filter((offer) => offer.currency === currency)
  const [latest] = latestOffers(inCurrency.length > 0 ? inCurrency : own, now)
  if (!latest || latest.version !== version) {
    return refuse('not_for_sale', 'This is not sold any more, or on other terms. Look at what is offered now.')
  }
  const price = priceOf(latest, billed)
  if (price <= 0n) return refuse('not_for_sale', `${latest.title} costs nothing and cannot be bought.`)
  if (latest.currency !== currency) {
    const sentence = `${latest.title} is sold in ${latest.currency}; this organization pays in ${currency}.`
    return refuse('currency_mixed', sentence)
  }
  return { product, name, version, billed, title: latest.title, currency, price }
}

/** Tiers that are sold, and how customers read them. */
export const tierTitles: Readonly<Record<Exclude<Tier, 'custom'>, string>> = {
  base: 'Base',
  pro: 'Pro',
  pro_plus: 'Pro+',
  pro_plus_plus: 'Pro++',
}
export type SoldTier = Exclude<Tier, 'custom' | 'base'>
export const isSoldTier = (name: string): name is SoldTier =>
  name !== 'base' && name !== 'custom' && Object.hasOwn(tiers, name)

/** What a year costs less than twelve months do, in whole per cent rounded down; nought where it does not. */
export const annualSavingPercent = ({
  priceMonthly,
  priceAnnual,
}: Pick<Offer, 'priceMonthly' | 'priceAnnual'>): number => {
  const year = priceMonthly * 12n
  return year > priceAnnual && priceAnnual > 0n ? Number(((year - priceAnnual) * 100n) / year) : 0
}

export const priceText = ({ price, currency, billed }: Pick<PricedChoice, 'price' | 'currency' | 'billed'>): string =>
  `${currency} ${formatDecimal(price, minorPlaces)} a ${billed === 'annual' ? 'year' : 'month'}`
