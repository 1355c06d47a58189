import type Stripe from 'stripe'
import type { Language } from '@/lib/core/invoices/snapshot'
import type { Minor } from '@/lib/core/money/amount'
import { automaticTaxParameters } from './automatic-tax'
import { paymentCheckoutKey } from './keys'
import { asking } from './refused'

export type PaymentCheckoutInput = {
  readonly org: string
  /** What the payment is for: it travels with the session and its payment. */
  readonly about: { readonly invoice: string } | { readonly purchase: string }
  /** Our own checkout row, written before this call; its id is the idempotency key. */
  readonly checkoutId: string
  readonly customerId: string
  /** As the customer reads it: the number of the invoice, the name of the pack. */
  readonly name: string
  readonly amountMinor: Minor
  /** Upper case, as on invoices. */
  readonly currency: string
  readonly language: Language
}

export type OpenCheckout = { readonly sessionId: string; readonly clientSecret: string }

/** Stripe's wire carries amounts as JSON integers; the one place an amount becomes one, exactly or not at all. */
export const wireAmount = (amount: Minor): number => {
  if (amount <= 0n || amount > 99_999_999n) throw new RangeError(`Stripe takes no payment of ${amount} minor units`)
  return Number(amount)
}

/** Credit is taxed by Stripe where that is switched on; an invoice has our own VAT on it already. */
const isTaxed = ({ about }: PaymentCheckoutInput, automaticTax: boolean): boolean => automaticTax && 'purchase' in about

const parametersOf = (input: PaymentCheckoutInput, automaticTax: boolean): Stripe.Checkout.SessionCreateParams => {
  const metadata = { org: input.org, ...input.about, checkout: input.checkoutId }
  const taxed = isTaxed(input, automaticTax)
  return {
    mode: 'payment',
    ui_mode: 'embedded_page',
    redirect_on_completion: 'never',
    customer: input.customerId,
    client_reference_id: input.checkoutId,
    locale: input.language,
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: input.currency.toLowerCase(),
          unit_amount: wireAmount(input.amountMinor),
          product_data: { name: input.name },
          ...(taxed && { tax_behavior: 'exclusive' }),
        },
      },
    ],
    metadata,
    payment_intent_data: { metadata, description: input.name },
    ...(taxed && automaticTaxParameters),
  }
}

/** Opens an embedded Checkout for one payment (P5, K4). Asked again for the same checkout it answers the same session. */
export const openPaymentCheckout = async (
  stripe: Stripe,
  input: PaymentCheckoutInput,
  automaticTax: boolean,
): Promise<OpenCheckout> => {
  const parameters = parametersOf(input, automaticTax)
  const idempotencyKey = paymentCheckoutKey(input.checkoutId)
  const session = await asking(() => stripe.checkout.sessions.create(parameters, { idempotencyKey }))
  if (session.client_secret === null) throw new Error(`Checkout Session ${session.id} came without a client secret`)
  return { sessionId: session.id, clientSecret: session.client_secret }
}
