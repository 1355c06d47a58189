import { givenPrice } from '@/lib/stripe-emulator/billing/given-price'
import { invalidRequest } from '@/lib/stripe-emulator/failure'
import { newIdentifier } from '@/lib/stripe-emulator/identifiers'
import { checkCurrency, largestCharge, smallestCharge } from '@/lib/stripe-emulator/payments/check-amount'
import type { LineItemRecord } from '@/lib/stripe-emulator/records'
import type { Work } from '@/lib/stripe-emulator/work'
import type { SessionParameters } from './session-parameters'

type GivenLine = NonNullable<SessionParameters['line_items']>[number]

/** The unit of a line: a one-time price that is there, or one that is made for this session alone. */
const unitOf = async (work: Work, line: GivenLine, at: string): Promise<Omit<LineItemRecord, 'id' | 'quantity'>> => {
  if (line.price !== undefined && line.price_data !== undefined) {
    throw invalidRequest(
      'You may only specify one of these parameters: price, price_data.',
      `${at}[price]`,
      'parameters_exclusive',
    )
  }
  if (line.price !== undefined) {
    const price = await givenPrice(work, line.price, `${at}[price]`, { currency: null, type: 'one_time' })
    const { id: priceId, product: productId, productName: name, currency, unitAmount } = price
    return { priceId, productId, name, description: null, currency, unitAmount }
  }
  if (line.price_data === undefined) {
    throw invalidRequest(`Missing required param: ${at}[price_data].`, `${at}[price_data]`, 'parameter_missing')
  }
  const currency = checkCurrency(line.price_data.currency, `${at}[price_data][currency]`)
  const { name, description = null } = line.price_data.product_data
  const made = { priceId: newIdentifier('price'), productId: newIdentifier('product') }
  return { ...made, name, description, currency, unitAmount: line.price_data.unit_amount }
}

const checkLine = async (work: Work, line: GivenLine, index: number): Promise<LineItemRecord> => {
  const at = `line_items[${index}]`
  const unit = await unitOf(work, line, at)
  if (line.quantity !== undefined) return { id: newIdentifier('lineItem'), ...unit, quantity: line.quantity }
  throw invalidRequest(`Quantity is required. Add \`quantity\` to \`${at}\``, `${at}[quantity]`, 'parameter_missing')
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
export const checkLineItems = async (work: Work, given: SessionParameters): Promise<Priced> => {
  const lines = (given.line_items ?? []).map((line, index) => checkLine(work, line, index))
  const [first, ...others] = await Promise.all(lines)
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
