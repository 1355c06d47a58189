import type Stripe from 'stripe'
import { Temporal } from 'temporal-polyfill'
import type { Language } from '@/lib/core/invoices/snapshot'
import type { OpenCheckout } from './checkout'
import { idOf } from './id-of'
import { cardCheckoutKey } from './keys'
import { type CheckoutStatus, statusOf } from './read-checkout'
import { asking } from './refused'

export type Card = {
  readonly methodId: string
  readonly brand: string
  readonly last4: string
  readonly expMonth: number
  readonly expYear: number
  readonly addedAt: Temporal.Instant
}

/** The cards of a customer as Stripe has them now, the newest first. A customer that was deleted has none. */
export type CardsAtStripe = {
  /** Empty where the customer was deleted. */
  readonly customerId: string
  readonly billingEmail: string
  /** The card that is charged; empty where none is chosen. */
  readonly defaultMethod: string
  readonly cards: readonly Card[]
}

const mostCards = 100

const cardOf = ({ id, card, created }: Stripe.PaymentMethod): Card => ({
  methodId: id,
  brand: card?.brand ?? 'card',
  last4: card?.last4 ?? '',
  expMonth: card?.exp_month ?? 0,
  expYear: card?.exp_year ?? 0,
  addedAt: Temporal.Instant.fromEpochMilliseconds(created * 1000),
})

export const readCards = (stripe: Stripe, customerId: string): Promise<CardsAtStripe> =>
  asking(async () => {
    const customer = await stripe.customers.retrieve(customerId)
    if (customer.deleted) return { customerId: '', billingEmail: '', defaultMethod: '', cards: [] }
    const { data } = await stripe.customers.listPaymentMethods(customerId, { type: 'card', limit: mostCards })
    const cards = data.map(cardOf).sort((a, b) => Temporal.Instant.compare(b.addedAt, a.addedAt))
    const chosen = idOf(customer.invoice_settings.default_payment_method)
    const defaultMethod = cards.some(({ methodId }) => methodId === chosen) ? chosen : ''
    return { customerId, billingEmail: customer.email ?? '', defaultMethod, cards }
  })

export type CardCheckoutInput = {
  readonly org: string
  readonly checkoutId: string
  readonly customerId: string
  /** Upper case; Stripe wants one where it saves a card too. */
  readonly currency: string
  readonly language: Language
}

/** Opens an embedded Checkout that saves a card and charges nothing (P1). Asked again it answers the same session. */
export const openCardCheckout = async (
  stripe: Stripe,
  { org, checkoutId, customerId, currency, language }: CardCheckoutInput,
): Promise<OpenCheckout> => {
  const metadata = { org, checkout: checkoutId }
  const session = await asking(() =>
    stripe.checkout.sessions.create(
      {
        mode: 'setup',
        ui_mode: 'embedded_page',
        redirect_on_completion: 'never',
        currency: currency.toLowerCase(),
        customer: customerId,
        client_reference_id: checkoutId,
        locale: language,
        metadata,
        setup_intent_data: { metadata },
      },
      { idempotencyKey: cardCheckoutKey(checkoutId) },
    ),
  )
  if (session.client_secret === null) throw new Error(`Checkout Session ${session.id} came without a client secret`)
  return { sessionId: session.id, clientSecret: session.client_secret }
}

export type CardCheckout = {
  readonly status: CheckoutStatus
  /** Null once the session is not open any more. */
  readonly clientSecret: string | null
  readonly customerId: string
}

export const readCardCheckout = async (stripe: Stripe, sessionId: string): Promise<CardCheckout> => {
  const session = await asking(() => stripe.checkout.sessions.retrieve(sessionId))
  const status = statusOf(session)
  return {
    status,
    clientSecret: status === 'open' ? session.client_secret : null,
    customerId: idOf(session.customer),
  }
}

/** Has a card charged from now on. */
export const setDefaultCard = (stripe: Stripe, customerId: string, methodId: string): Promise<void> =>
  asking(async () => {
    await stripe.customers.update(customerId, { invoice_settings: { default_payment_method: methodId } })
  })

/** Removes a card from its customer, for good. One that is gone already is no failure. */
export const detachCard = (stripe: Stripe, methodId: string): Promise<void> =>
  asking(async () => {
    const method = await stripe.paymentMethods.retrieve(methodId)
    if (method.customer !== null) await stripe.paymentMethods.detach(methodId)
  })

/** Where the customer keeps cards at Stripe: a page for nothing else, that leads back. */
export const openCardPortal = async (stripe: Stripe, customerId: string, returnUrl: string): Promise<string> => {
  const session = await asking(() =>
    stripe.billingPortal.sessions.create({
      customer: customerId,
      return_url: returnUrl,
      flow_data: { type: 'payment_method_update' },
    }),
  )
  return session.url
}

/** The org that a customer is of, as its metadata says; empty where it says nothing. */
export const orgOfCustomer = async (stripe: Stripe, customerId: string): Promise<string> => {
  const customer = await asking(() => stripe.customers.retrieve(customerId))
  return customer.deleted ? '' : (customer.metadata.org ?? '')
}
