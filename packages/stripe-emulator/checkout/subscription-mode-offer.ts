import { rhythmText } from '@/packages/stripe-emulator/billing/line'
import type { NewItem } from '@/packages/stripe-emulator/billing/start-subscription'
import { invalidRequest, notEmulated } from '@/packages/stripe-emulator/failure'
import { newIdentifier } from '@/packages/stripe-emulator/identifiers'
import type { LineItemRecord } from '@/packages/stripe-emulator/records'
import type { SessionParameters } from './session-parameters'

const notInSubscription = ['payment_intent_data', 'setup_intent_data', 'customer_creation'] as const

/** Refuses what belongs into a session of another mode. */
export const checkSubscriptionSession = (given: SessionParameters): void => {
  const wrong = notInSubscription.find((name) => given[name] !== undefined)
  if (wrong) throw invalidRequest(`You cannot pass \`${wrong}\` in \`subscription\` mode.`, wrong)
  if (given.submit_type !== undefined && given.submit_type !== 'subscribe' && given.submit_type !== 'auto') {
    throw invalidRequest('`submit_type` must be `subscribe` in `subscription` mode.', 'submit_type')
  }
  if (given.allowed_payment_method_types?.includes('sepa_debit')) {
    throw notEmulated('debits for subscriptions', 'allowed_payment_method_types')
  }
}

type GivenPrice = { readonly price: string; readonly quantity: number }

/** The prices a session subscribes to. They have to be there already: a price that is made on the way is not emulated. */
export const givenPrices = ({ line_items: lines = [] }: SessionParameters): GivenPrice[] => {
  if (lines.length === 0) throw invalidRequest('Missing required param: line_items.', 'line_items', 'parameter_missing')
  return lines.map(({ price, price_data: made, quantity }, index) => {
    const at = `line_items[${index}]`
    if (made !== undefined) throw notEmulated('`price_data` in `subscription` mode', `${at}[price_data]`)
    if (price === undefined)
      throw invalidRequest(`Missing required param: ${at}[price].`, `${at}[price]`, 'parameter_missing')
    if (quantity !== undefined) return { price, quantity }
    throw invalidRequest(`Quantity is required. Add \`quantity\` to \`${at}\``, `${at}[quantity]`, 'parameter_missing')
  })
}

export const lineItemOf = ({ price, quantity }: NewItem): LineItemRecord => ({
  id: newIdentifier('lineItem'),
  priceId: price.id,
  productId: price.product,
  name: price.productName,
  description: null,
  currency: price.currency,
  unitAmount: price.unitAmount,
  ...(price.recurring && { rhythm: rhythmText(price.recurring) }),
  quantity,
})
