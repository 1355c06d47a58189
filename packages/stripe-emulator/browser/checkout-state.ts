import { modeOf } from '@/packages/stripe-emulator/checkout/modes'
import { isTaxed, subtotalOf, taxOn, taxRateAt } from '@/packages/stripe-emulator/checkout/tax'
import { decimal } from '@/packages/stripe-emulator/decimal'
import type { CheckoutSessionRecord } from '@/packages/stripe-emulator/records'
import type { Work } from '@/packages/stripe-emulator/work'
import { checkoutWords } from './checkout-words'

/** Every currency the emulator takes has two decimals. `CHF 1’234.50`. */
export const amountText = (amount: number, currency: string): string => {
  const plain = decimal(amount, 2)
  return `${currency.toUpperCase()} ${plain.replace(/\B(?=(\d{3})+(?=\.))/g, '’')}`
}

/** Where the payer goes after paying; null where the page that shows the checkout goes on by itself. */
const redirectOf = (session: CheckoutSessionRecord): string | null => {
  const target = session.uiMode === 'hosted_page' ? session.successUrl : session.returnUrl
  const leaves = session.uiMode === 'hosted_page' || session.redirectOnCompletion === 'always'
  return leaves && target !== null ? target.replaceAll('{CHECKOUT_SESSION_ID}', session.id) : null
}

/** What stands below the lines of a session with tax: how it adds up. */
const sumsOf = (session: CheckoutSessionRecord) => {
  const { lineItems, currency, place } = session
  if (!isTaxed(session) || currency === null) return []
  const rate = decimal(taxRateAt(place ?? { country: null, taxId: null }), 1).replace(/\.0$/, '')
  const tax = place?.country ? amountText(taxOn(lineItems), currency) : 'Choose your country'
  return [
    { name: 'Subtotal', amount: amountText(subtotalOf(lineItems), currency) },
    { name: place?.country ? `Tax (${rate} %)` : 'Tax', amount: tax },
  ]
}

/** What the local checkout page shows, in words. */
export const checkoutState = async (work: Work, session: CheckoutSessionRecord) => {
  const waiting = session.status === 'open' ? await modeOf(session).waiting(work, session) : null
  const { amountTotal, currency } = session
  const amount = amountTotal === null || currency === null ? null : amountText(amountTotal, currency)
  return {
    status: session.status,
    methods: session.methodTypes,
    step: waiting ? 'authenticate' : 'card',
    ...checkoutWords(session, amount),
    email: session.customerEmail ?? '',
    lines: session.lineItems.map(({ name, description, quantity, unitAmount, currency }) => ({
      name,
      description,
      quantity,
      amount: amountText(unitAmount * quantity, currency),
    })),
    sums: sumsOf(session),
    asks: { country: session.collects?.address ?? false, tax_id: session.collects?.taxId ?? false },
    country: session.place?.country ?? '',
    redirect: redirectOf(session),
    cancel: session.cancelUrl,
  }
}

/** What the script of the page reads, of a checkout or an invoice. */
export type ShownState = Awaited<ReturnType<typeof checkoutState>>
