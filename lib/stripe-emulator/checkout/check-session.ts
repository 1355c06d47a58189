import { invalidRequest, missing, notEmulated } from '@/lib/stripe-emulator/failure'
import { newIdentifier } from '@/lib/stripe-emulator/identifiers'
import type { LineItemRecord, UiMode } from '@/lib/stripe-emulator/records'
import type { SessionParameters } from './session-parameters'

/** Smallest charge per currency, in its smallest unit; a currency that is not here is not emulated. */
const least: Readonly<Record<string, { amount: number; text: string }>> = {
  chf: { amount: 50, text: '0.50 Fr.' },
  eur: { amount: 50, text: '€0.50' },
  usd: { amount: 50, text: '$0.50' },
  gbp: { amount: 30, text: '£0.30' },
}

const hour = 3600

/** Which page shows the session, after the rules on where each may send the payer. */
export const checkUiMode = (given: SessionParameters): UiMode => {
  const mode = given.ui_mode ?? 'hosted_page'
  if (mode === 'elements' || mode === 'form') throw notEmulated(`ui_mode ${mode}`, 'ui_mode')
  if (mode === 'embedded_page') checkEmbedded(given)
  else checkHosted(given)
  return mode
}

const refuseWith = (given: SessionParameters, mode: string, names: readonly (keyof SessionParameters)[]): void => {
  const wrong = names.find((name) => given[name] !== undefined)
  if (wrong) throw invalidRequest(`\`${wrong}\` is not allowed when \`ui_mode\` is \`${mode}\`.`, wrong)
}

const checkEmbedded = (given: SessionParameters): void => {
  refuseWith(given, 'embedded_page', ['success_url', 'cancel_url'])
  const never = given.redirect_on_completion === 'never'
  if (never && given.return_url !== undefined) {
    throw invalidRequest('`return_url` is not allowed when `redirect_on_completion` is `never`.', 'return_url')
  }
  if (!never && given.return_url === undefined) {
    throw invalidRequest('Missing required param: return_url.', 'return_url', 'parameter_missing')
  }
}

const checkHosted = (given: SessionParameters): void => {
  refuseWith(given, 'hosted_page', ['return_url', 'redirect_on_completion'])
  if (given.success_url === undefined) {
    throw invalidRequest('Missing required param: success_url.', 'success_url', 'parameter_missing')
  }
}

/** Only payments so far; saving a card and subscribing are refused by name. */
export const checkMode = (given: SessionParameters): 'payment' => {
  if (given.mode === undefined) throw invalidRequest('Missing required param: mode.', 'mode', 'parameter_missing')
  if (given.mode !== 'payment') throw notEmulated(`mode ${given.mode}`, 'mode')
  if (given.automatic_tax?.enabled) throw notEmulated('automatic tax', 'automatic_tax[enabled]')
  if (given.customer !== undefined && given.customer_email !== undefined) {
    throw invalidRequest('You may only specify one of these parameters: customer, customer_email.', 'customer')
  }
  return given.mode
}

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
  const currency = line.price_data.currency.toLowerCase()
  if (!least[currency]) throw invalidRequest(`Invalid currency: ${currency}.`, `${at}[price_data][currency]`)
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
  const floor = least[currency]
  if (floor && amountTotal < floor.amount) {
    const message = `The Checkout Session's total amount due must add up to at least ${floor.text} ${currency}`
    throw invalidRequest(message, 'line_items', 'amount_too_small')
  }
  if (amountTotal > 99_999_999) {
    throw invalidRequest(
      `The total amount due must be no more than 999,999.99 ${currency}`,
      'line_items',
      'amount_too_large',
    )
  }
  return { lineItems, currency, amountTotal }
}

/** When the session ends by itself: 24 hours, or what was asked, from half an hour to a day away. */
export const checkExpiry = (given: SessionParameters, now: number): number => {
  const at = given.expires_at ?? now + 24 * hour
  if (at < now + hour / 2) {
    throw invalidRequest(
      'The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.',
      'expires_at',
    )
  }
  if (at > now + 24 * hour) {
    throw invalidRequest(
      'The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.',
      'expires_at',
    )
  }
  return at
}
