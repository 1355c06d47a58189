import type Stripe from 'stripe'

type CheckoutFacts = {
  readonly org: string
  readonly invoiceId: string
  readonly checkoutId: string
  readonly sessionId: string
}

/** What an event asks the portal to do. A kind is a trigger: the flow reads the object again before it writes. */
export type StripeCommand =
  | ({ readonly kind: 'invoice_paid' } & CheckoutFacts)
  | ({ readonly kind: 'checkout_ended' } & CheckoutFacts)

const factsOf = (session: Stripe.Checkout.Session): CheckoutFacts | null => {
  const { org, invoice, checkout } = session.metadata ?? {}
  if (!org || !invoice || !checkout) return null
  return { org, invoiceId: invoice, checkoutId: checkout, sessionId: session.id }
}

const command = (kind: StripeCommand['kind'], session: Stripe.Checkout.Session): StripeCommand | null => {
  const facts = factsOf(session)
  return facts && { kind, ...facts }
}

/**
 * Reads an event as a command, or null where it is not for us: another product's session, a kind we don't handle, or
 * a session that is complete while its money is still on the way.
 */
export const translate = (event: Stripe.Event): StripeCommand | null => {
  switch (event.type) {
    case 'checkout.session.completed':
      return event.data.object.payment_status === 'unpaid' ? null : command('invoice_paid', event.data.object)
    case 'checkout.session.async_payment_succeeded':
      return command('invoice_paid', event.data.object)
    case 'checkout.session.expired':
    case 'checkout.session.async_payment_failed':
      return command('checkout_ended', event.data.object)
    default:
      return null
  }
}
