import { invalidRequest, missing } from '@/packages/stripe-emulator/failure'
import { largestCharge } from '@/packages/stripe-emulator/payments/check-amount'
import type { PriceRecord } from '@/packages/stripe-emulator/records'
import type { Work } from '@/packages/stripe-emulator/work'
import type { LinePrice } from './line'

/** A price as lines remember it, with the name its product has now. */
export const linePrice = async (work: Work, price: PriceRecord): Promise<LinePrice> => {
  const product = await work.get('product', price.product)
  return {
    id: price.id,
    product: price.product,
    productName: product?.name ?? price.product,
    currency: price.currency,
    unitAmount: price.unitAmount,
    recurring: price.recurring,
  }
}

type Expected = { readonly currency: string | null; readonly type: PriceRecord['type'] }

/**
 * The price a parameter names, if it can be sold: active, with an active product, of the right kind and currency.
 * @param param bracketed name of the parameter.
 */
export const givenPrice = async (work: Work, id: string, param: string, expected: Expected): Promise<LinePrice> => {
  const price = await work.get('price', id)
  if (!price) throw missing('price', id, param)
  if (!price.active) {
    throw invalidRequest('The price specified is inactive. This field only accepts active prices.', param)
  }
  if (price.type !== expected.type) {
    const message = `The price specified is set to \`type=${price.type}\` but this field only accepts prices with \`type=${expected.type}\`.`
    throw invalidRequest(message, param)
  }
  if (expected.currency !== null && price.currency !== expected.currency) {
    const message = `The price specified only supports \`${price.currency}\`. This doesn't match the expected currency: \`${expected.currency}\`.`
    throw invalidRequest(message, param)
  }
  const product = await work.get('product', price.product)
  if (!product?.active) {
    throw invalidRequest(`Product ${price.product} is not active.`, param, 'product_inactive')
  }
  return linePrice(work, price)
}

type Priced = { readonly price: LinePrice; readonly quantity: number }

/** One subscription has one rhythm (Stripe mixes them, the emulator does not) and a price that a card can pay. */
export const checkItems = (items: readonly Priced[], param: string): void => {
  const prices = items.map(({ price }) => price)
  const total = items.reduce((sum, { price, quantity }) => sum + price.unitAmount * quantity, 0)
  if (total > largestCharge) {
    throw invalidRequest('The total of a period must be no more than 999,999.99', param, 'amount_too_large')
  }
  const rhythms = new Set(prices.map(({ recurring }) => `${recurring?.interval}/${recurring?.intervalCount}`))
  if (rhythms.size > 1) {
    throw invalidRequest('The embedded emulator does not mix billing intervals in one subscription.', param)
  }
  if (new Set(prices.map(({ id }) => id)).size < prices.length) {
    throw invalidRequest('The same price can only be used by one item of a subscription.', param)
  }
}
