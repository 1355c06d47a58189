import { invalidRequest, missing } from '@/lib/stripe-emulator/failure'
import { newIdentifier } from '@/lib/stripe-emulator/identifiers'
import { checkCurrency, largestCharge, smallestCharge } from '@/lib/stripe-emulator/payments/check-amount'
import type { LineItemRecord } from '@/lib/stripe-emulator/records'
import type { SessionParameters } from './session-parameters'

type GivenLine = NonNullable<SessionParameters['line_items']>[number]

const checkLine = (line: GivenLine, index: number): LineItemRecord => {
  const at = `line_items[${index}]`
  if (line.price !== undefined && line.price_data !== undefined) {
    throw invalidRequest(
      'You may only specify one of these parameters: price, price_data.',
      `${at}[price]`,
      'parameters_exclusive',
    )
  }
  if (line.price !== undefined) throw missing('price', line.price, `${at}[price]`)
  if (line.price_data === undefined) {
    throw invalidRequest(`Missing required param: ${at}[price_data].`, `${at}[price_data]`, 'parameter_missing')
  }
  if (line.quantity === undefined) {
    throw invalidRequest(`Quantity is required. Add \`quantity\` to \`${at}\``, `${at}[quantity]`, 'parameter_missing')
  }
  const currency = checkCurrency(line.price_data.currency, `${at}[price_data][currency]`)
  const { name, description = null } = line.price_data.product_data
  return {
    id: newIdentifier('lineItem'),
    priceId: newIdentifier('price'),
    productId: newIdentifier('product'),
    name,
    description,
    currency,
    unitAmount: line.price_data.unit_amount,
    quantity: line.quantity,
  }
}

type Priced = { lineItems: LineItemRecord[]; currency: string; amountTotal: number }

const checkTotal = (amount: number, currency: string): void => {
  const least = smallestCharge[currency]
  if (least && amount < least.amount) {
    const message = `The Checkout Session's total amount due must add up to at least ${least.text} ${currency}`
    throw invalidRequest(message, 'line_items', 'amount_too_small')
  }
  if (amount > largestCharge) {
    const message = `The total amount due must be no more than 999,999.99 ${currency}`
    throw invalidRequest(message, 'line_items', 'amount_too_large')
  }
}

/** What is sold and for how much: one currency, and a total that a card network would take. */
export const checkLineItems = (given: SessionParameters): Priced => {
  const [first, ...others] = (given.line_items ?? []).map(checkLine)
  if (!first) throw invalidRequest('Missing required param: line_items.', 'line_items', 'parameter_missing')
  const currency = first.currency
  if (others.some((item) => item.currency !== currency) || (given.currency ?? currency).toLowerCase() !== currency) {
    throw invalidRequest('All line items of a Checkout Session must have the same currency.', 'line_items')
  }
  const lineItems = [first, ...others]
  const amountTotal = lineItems.reduce((total, item) => total + item.unitAmount * item.quantity, 0)
  checkTotal(amountTotal, currency)
  return { lineItems, currency, amountTotal }
}
