import type Stripe from 'stripe'

/** What the emulator remembers of each object. Stripe's full shapes are made from these by `serialize/`. */
export type Metadata = Readonly<Record<string, string>>

export type CustomerRecord = {
  readonly id: string
  readonly created: number
  readonly name: string | null
  readonly email: string | null
  readonly description: string | null
  readonly phone: string | null
  readonly preferredLocales: readonly string[]
  readonly defaultPaymentMethod: string | null
  readonly metadata: Metadata
}

export type LineItemRecord = {
  readonly id: string
  readonly priceId: string
  readonly productId: string
  readonly name: string
  readonly description: string | null
  readonly currency: string
  readonly unitAmount: number
  readonly quantity: number
}

export type UiMode = 'hosted_page' | 'embedded_page'

export type CheckoutSessionRecord = {
  readonly id: string
  readonly created: number
  readonly expiresAt: number
  readonly status: 'open' | 'complete' | 'expired'
  readonly paymentStatus: 'unpaid' | 'paid'
  readonly mode: 'payment'
  readonly uiMode: UiMode
  readonly redirectOnCompletion: 'always' | 'if_required' | 'never'
  readonly returnUrl: string | null
  readonly successUrl: string | null
  readonly cancelUrl: string | null
  readonly clientSecret: string
  readonly clientReferenceId: string | null
  readonly customer: string | null
  readonly customerEmail: string | null
  /** What the payer typed; null until a card was accepted. */
  readonly payer: { readonly email: string; readonly name: string } | null
  readonly currency: string
  readonly amountTotal: number
  readonly lineItems: readonly LineItemRecord[]
  readonly locale: string | null
  readonly submitType: string | null
  readonly metadata: Metadata
  readonly paymentIntent: string | null
  readonly paymentIntentData: { readonly metadata: Metadata; readonly description: string | null }
}

/** Why a card did not pay, as it stands on the payment intent. */
export type PaymentError = {
  readonly code: string
  readonly declineCode: string | null
  readonly message: string
  readonly charge: string | null
  readonly paymentMethod: string
}

export type PaymentIntentRecord = {
  readonly id: string
  readonly created: number
  readonly status: 'requires_payment_method' | 'requires_action' | 'succeeded' | 'canceled'
  readonly amount: number
  readonly currency: string
  readonly clientSecret: string
  readonly customer: string | null
  readonly description: string | null
  readonly metadata: Metadata
  readonly paymentMethod: string | null
  readonly latestCharge: string | null
  readonly lastPaymentError: PaymentError | null
  readonly canceledAt: number | null
}

export type ChargeRecord = {
  readonly id: string
  readonly created: number
  readonly status: 'succeeded' | 'failed'
  readonly amount: number
  readonly currency: string
  readonly customer: string | null
  readonly description: string | null
  readonly metadata: Metadata
  readonly paymentIntent: string
  readonly paymentMethod: string
  readonly card: CardRecord
  readonly payer: { readonly email: string; readonly name: string }
  readonly failure: { readonly code: string; readonly declineCode: string | null; readonly message: string } | null
  readonly authenticated: boolean
}

/** What may be kept of a card: never its number, never its security code. */
export type CardRecord = {
  readonly brand: string
  readonly last4: string
  readonly expMonth: number
  readonly expYear: number
  readonly funding: 'credit' | 'debit'
  readonly fingerprint: string
}

export type PaymentMethodRecord = {
  readonly id: string
  readonly created: number
  readonly customer: string | null
  readonly card: CardRecord
  readonly payer: { readonly email: string; readonly name: string }
}

export type EventRecord = {
  readonly id: string
  readonly created: number
  readonly type: Stripe.Event.Type
  readonly request: { readonly id: string | null; readonly idempotency_key: string | null }
  /** The object as it was when the event happened. */
  readonly object: object
}

/** How deliveries misbehave on purpose. */
export type SwitchesRecord = {
  readonly id: 'webhook_switches'
  readonly paused: boolean
  readonly delaySeconds: number
  /** How often each event is sent; 1 is normal. */
  readonly copies: number
  readonly order: 'in_order' | 'reversed'
}

export type Records = {
  readonly customer: CustomerRecord
  readonly 'checkout.session': CheckoutSessionRecord
  readonly payment_intent: PaymentIntentRecord
  readonly charge: ChargeRecord
  readonly payment_method: PaymentMethodRecord
  readonly event: EventRecord
  readonly 'emulator.switches': SwitchesRecord
}

export type RecordType = keyof Records
