import { type Minor, minor, minorPlaces, type Pico, pico, picoPlaces } from '@/lib/core/money/amount'
import { formatDecimal } from '@/lib/core/money/decimal'
import { type Refused, refuse } from '@/lib/core/refusal'
import { type Biller, waterfalls } from './biller'

/** What a pack costs and gives, in the version that is sold. */
export type Pack = {
  readonly pack: string
  readonly version: number
  readonly name: string
  readonly currency: string
  readonly price: Minor
  readonly credit: Pico
  readonly expiresAfterDays: number | null
  readonly active: boolean
}

/** What is agreed when credit is bought. */
export type PurchaseTerms = {
  readonly kind: 'pack' | 'topup'
  /** The same for the same order: two clicks are one purchase. */
  readonly subject: string
  readonly pack: Pick<Pack, 'pack' | 'version'> | null
  readonly name: string
  readonly currency: string
  readonly price: Minor
  readonly credit: Pico
  readonly expiresAfterDays: number | null
}

/** The least and the most that a customer may pay for credit of a free amount, in any currency. */
export const leastTopUp = minor(500n)
export const mostTopUp = minor(1_000_000n)

export const toPico = (amount: Minor): Pico => pico(amount * 10n ** BigInt(picoPlaces - minorPlaces))

type Buyer = { readonly biller: Biller; readonly currency: string }

/** Why credit is of no use to an org; null where it is. */
export const cannotUse = ({ biller }: Pick<Buyer, 'biller'>): Refused<'not_for_sale'> | null =>
  waterfalls[biller].sources.includes('credits')
    ? null
    : refuse('not_for_sale', 'Usage of this organization is not paid by credit, so that credit would be of no use.', {
        biller,
      })

/**
 * The terms on which a pack is bought (K4).
 * @param version as the customer saw it; another one is sold by now where it is not the latest.
 */
export const orderPack = (
  buyer: Buyer,
  latest: Pack | null,
  version: number,
): PurchaseTerms | Refused<'not_for_sale' | 'currency_mixed'> => {
  const refused = cannotUse(buyer)
  if (refused) return refused
  if (!latest?.active || latest.version !== version) {
    return refuse('not_for_sale', 'This pack is not sold any more, or on other terms. Look at what is offered now.')
  }
  if (latest.currency !== buyer.currency) {
    return refuse(
      'currency_mixed',
      `This pack is sold in ${latest.currency}; this organization pays in ${buyer.currency}.`,
    )
  }
  const { pack, name, currency, price, credit, expiresAfterDays } = latest
  return {
    kind: 'pack',
    subject: `pack:${pack}@${version}`,
    pack: { pack, version },
    name,
    currency,
    price,
    credit,
    expiresAfterDays,
  }
}

/** The terms on which credit of a free amount is bought: as much credit as is paid, for good. */
export const orderTopUp = (
  buyer: Buyer,
  amount: Minor,
): PurchaseTerms | Refused<'not_for_sale' | 'invalid_request'> => {
  const refused = cannotUse(buyer)
  if (refused) return refused
  const text = (value: Minor): string => formatDecimal(value, minorPlaces)
  if (amount < leastTopUp || amount > mostTopUp) {
    const sentence = `Credit is bought for ${text(leastTopUp)} to ${text(mostTopUp)} ${buyer.currency}.`
    return refuse('invalid_request', sentence, { field: 'amount', least: text(leastTopUp), most: text(mostTopUp) })
  }
  const { currency } = buyer
  const name = `Credit of ${text(amount)} ${currency}`
  return {
    kind: 'topup',
    subject: `topup:${text(amount)}`,
    pack: null,
    name,
    currency,
    price: amount,
    credit: toPico(amount),
    expiresAfterDays: null,
  }
}
