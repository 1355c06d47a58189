import { givenPrice } from '@/packages/stripe-emulator/billing/given-price'
import { invalidRequest } from '@/packages/stripe-emulator/failure'
import { newIdentifier } from '@/packages/stripe-emulator/identifiers'
import { checkCurrency, largestCharge, smallestCharge } from '@/packages/stripe-emulator/payments/check-amount'
import type { LineItemRecord } from '@/packages/stripe-emulator/records'
import type { Work } from '@/packages/stripe-emulator/work'
import type { SessionParameters } from './session-parameters'
import { subtotalOf } from './tax'

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
    const taxBehavior = (await work.get('price', priceId))?.taxBehavior ?? 'unspecified'
    return { priceId, productId, name, description: null, currency, unitAmount, taxBehavior }
  }
  if (line.price_data === undefined) {
    throw invalidRequest(`Missing required param: ${at}[price_data].`, `${at}[price_data]`, 'parameter_missing')
  }
  const { tax_behavior: taxBehavior = 'unspecified', unit_amount: unitAmount, product_data } = line.price_data
  const currency = checkCurrency(line.price_data.currency, `${at}[price_data][currency]`)
  const { name, description = null } = product_data
  const made = { priceId: newIdentifier('price'), productId: newIdentifier('product') }
  return { ...made, name, description, currency, unitAmount, taxBehavior }
}

const checkLine = async (work: Work, line: GivenLine, index: number): Promise<LineItemRecord> => {
  const at = `line_items[${index}]`
  const unit = await unitOf(work, line, at)
  if (line.quantity !== undefined) return { id: newIdentifier('lineItem'), ...unit, quantity: line.quantity }
  throw invalidRequest(`Quantity is required. Add \`quantity\` to \`${at}\``, `${at}[quantity]`, 'parameter_missing')
}

type Priced = { lineItems: LineItemRecord[]; currency: string; amountTotal: number }

/** Automatic tax has to know whether it comes on top. As with an account of Stripe that names no default. */
const checkTaxBehavior = ({ automatic_tax, line_items = [] }: SessionParameters, items: LineItemRecord[]): void => {
  if (!automatic_tax?.enabled) return
  const index = items.findIndex(({ taxBehavior = 'unspecified' }) => taxBehavior === 'unspecified')
  if (index < 0) return
  const at = line_items[index]?.price === undefined ? `line_items[${index}][price_data][tax_behavior]` : 'line_items'
  throw invalidRequest('Automatic tax needs a `tax_behavior` of `exclusive` or `inclusive` on every price.', at)
}

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
  checkTaxBehavior(given, lineItems)
  const amountTotal = subtotalOf(lineItems)
  checkTotal(amountTotal, currency)
  return { lineItems, currency, amountTotal }
}
