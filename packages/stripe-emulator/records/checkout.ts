import type { Metadata } from './metadata'

export type LineItemRecord = {
  readonly id: string
  readonly priceId: string
  readonly productId: string
  readonly name: string
  readonly description: string | null
  readonly currency: string
  readonly unitAmount: number
  /** How often it is charged: `month`, `every 3 months`; absent where it is charged once. */
  readonly rhythm?: string
  readonly quantity: number
  /** Whether tax comes on top of the price or is in it. */
  readonly taxBehavior?: 'exclusive' | 'inclusive' | 'unspecified'
  /** What tax is on it, as far as it is known. */
  readonly tax?: number
}

export type PlaceRecord = {
  /** In two letters; null where it is not known. */
  readonly country: string | null
  /** Of the company that pays; null where it named none. */
  readonly taxId: string | null
}

export type UiMode = 'hosted_page' | 'embedded_page'

/** Ways to pay that the local page offers. */
export type MethodType = 'card' | 'sepa_debit'

export type CheckoutSessionRecord = {
  readonly id: string
  readonly created: number
  readonly expiresAt: number
  readonly status: 'open' | 'complete' | 'expired'
  readonly paymentStatus: 'unpaid' | 'paid' | 'no_payment_required'
  readonly mode: 'payment' | 'setup' | 'subscription'
  readonly uiMode: UiMode
  readonly redirectOnCompletion: 'always' | 'if_required' | 'never'
  readonly returnUrl: string | null
  readonly successUrl: string | null
  readonly cancelUrl: string | null
  readonly clientSecret: string
  readonly clientReferenceId: string | null
  readonly customer: string | null
  readonly customerEmail: string | null
  readonly customerCreation: 'always' | 'if_required' | null
  /** What the payer typed; null until a card was accepted. */
  readonly payer: { readonly email: string; readonly name: string } | null
  /** What the page asks for beyond that, and what is kept of it with the customer. Absent where it is nothing. */
  readonly collects?: {
    readonly address: boolean
    readonly taxId: boolean
    readonly savesAddress: boolean
    readonly savesName: boolean
  }
  /** Where the payer is, as they typed it or as their customer says, and their VAT number. */
  readonly place?: PlaceRecord
  /** Null in setup mode where none was given. */
  readonly currency: string | null
  /** With tax, as far as it is known. Null in setup mode, where nothing is charged. */
  readonly amountTotal: number | null
  readonly lineItems: readonly LineItemRecord[]
  readonly allowedMethodTypes: readonly MethodType[] | null
  readonly methodTypes: readonly MethodType[]
  readonly locale: string | null
  readonly submitType: string | null
  readonly automaticTax: boolean
  readonly metadata: Metadata
  readonly paymentIntent: string | null
  readonly paymentIntentData: IntentData & { readonly setupFutureUsage: 'off_session' | 'on_session' | null }
  readonly setupIntent: string | null
  readonly setupIntentData: IntentData
  readonly subscriptionData: IntentData
  /** Begun with the first try, and shown once the session is complete. */
  readonly subscription: string | null
  readonly invoice: string | null
}

type IntentData = { readonly metadata: Metadata; readonly description: string | null }
