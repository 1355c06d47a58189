import type Stripe from 'stripe'
import type { Currency, Language } from '@/lib/core/invoices/snapshot'
import type { Minor } from '@/lib/core/money/amount'
import { invoiceCheckoutKey } from './keys'
import { asking } from './refused'

export type InvoiceCheckoutInput = {
  readonly org: string
  readonly invoiceId: string
  /** Our own checkout row, written before this call; its id is the idempotency key. */
  readonly checkoutId: string
  readonly customerId: string
  /** The invoice number, as the customer reads it. */
  readonly number: string
  readonly amountMinor: Minor
  readonly currency: Currency
  readonly language: Language
}

export type OpenCheckout = { readonly sessionId: string; readonly clientSecret: string }

/** Stripe's wire carries amounts as JSON integers; the one place an amount becomes one, exactly or not at all. */
const wireAmount = (amount: Minor): number => {
  if (amount <= 0n || amount > 99_999_999n) throw new RangeError(`Stripe takes no payment of ${amount} minor units`)
  return Number(amount)
}

const parametersOf = (input: InvoiceCheckoutInput): Stripe.Checkout.SessionCreateParams => {
  const metadata = { org: input.org, invoice: input.invoiceId, checkout: input.checkoutId }
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
          product_data: { name: input.number },
        },
      },
    ],
    metadata,
    payment_intent_data: { metadata, description: input.number },
  }
}

/** Opens an embedded Checkout for one invoice (P5). Asked again for the same checkout it answers the same session. */
export const openInvoiceCheckout = async (stripe: Stripe, input: InvoiceCheckoutInput): Promise<OpenCheckout> => {
  const session = await asking(() =>
    stripe.checkout.sessions.create(parametersOf(input), { idempotencyKey: invoiceCheckoutKey(input.checkoutId) }),
  )
  if (session.client_secret === null) throw new Error(`Checkout Session ${session.id} came without a client secret`)
  return { sessionId: session.id, clientSecret: session.client_secret }
}
