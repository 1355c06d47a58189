import Stripe from 'stripe'
import type { Billed, Choice, PricedChoice } from '@/lib/core/plans/offer'
import { choiceKey } from '@/lib/core/plans/offer'
import { wireAmount } from './checkout'
import { priceKey } from './keys'
import { asking } from './refused'

/** What a price at Stripe says it is a price of. Prices of others say nothing, or something else. */
export const choiceOf = ({ metadata, recurring }: Stripe.Price): Choice | null => {
  const { product, name, version } = metadata
  if ((product !== 'plan' && product !== 'tier') || !name || !/^[1-9]\d{0,6}$/.test(version ?? '')) return null
  const billed: Billed = recurring?.interval === 'year' ? 'annual' : 'monthly'
  return { product, name, version: Number(version), billed }
}

const productIdOf = ({ product, name }: Choice): string => `kontor_${product}_${name}`
const lookupKeyOf = (choice: PricedChoice): string => `kontor_${choiceKey(choice)}_${choice.currency.toLowerCase()}`

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Stripe.errors.StripeInvalidRequestError && error.code === code

/** The product of a plan or tier, by an id of ours: made once, renamed where its name changed. */
const ensureProduct = async (stripe: Stripe, choice: PricedChoice): Promise<string> => {
  const id = productIdOf(choice)
  try {
    await stripe.products.create({ id, name: choice.title, metadata: { product: choice.product, name: choice.name } })
  } catch (error) {
    if (!isCode(error, 'resource_already_exists')) throw error
    await stripe.products.update(id, { name: choice.title, active: true })
  }
  return id
}

const sameTerms = (price: Stripe.Price, { price: amount, currency }: PricedChoice): boolean =>
  price.unit_amount === wireAmount(amount) && price.currency === currency.toLowerCase()

/** What was done about a price. */
export type EnsuredPrice = { readonly priceId: string; readonly made: boolean }

/**
 * The price of a choice at Stripe, found by its lookup key or made (P6). A version of a plan never changes and neither
 * does a price, so that one is the other; safe to repeat, also at once.
 * @throws Error where there is a price of that key with other terms: somebody made or moved it by hand.
 */
export const ensurePrice = (stripe: Stripe, choice: PricedChoice): Promise<EnsuredPrice> =>
  asking(async () => {
    const lookupKey = lookupKeyOf(choice)
    const { data } = await stripe.prices.list({ lookup_keys: [lookupKey], limit: 1 })
    const [found] = data
    if (found) {
      if (!sameTerms(found, choice)) {
        throw new Error(`the price ${found.id} at Stripe has the key ${lookupKey} and not the terms of that version`)
      }
      if (!found.active) await stripe.prices.update(found.id, { active: true })
      return { priceId: found.id, made: false }
    }
    const { product, name, version, billed, price, currency } = choice
    const made = await stripe.prices.create(
      {
        product: await ensureProduct(stripe, choice),
        currency: currency.toLowerCase(),
        unit_amount: wireAmount(price),
        recurring: { interval: billed === 'annual' ? 'year' : 'month' },
        lookup_key: lookupKey,
        tax_behavior: 'exclusive',
        metadata: { product, name, version: String(version) },
      },
      { idempotencyKey: priceKey(lookupKey) },
    )
    return { priceId: made.id, made: true }
  })
