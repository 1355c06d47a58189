import type { Billed } from '@/packages/stripe-emulator/billing/item-lines'
import type { LineDraft, LinePrice } from '@/packages/stripe-emulator/billing/line'
import type { Period } from '@/packages/stripe-emulator/billing/period'
import type { Metadata } from './metadata'

/** What billing keeps of a customer. It is written with every invoice, which is what keeps numbers and balance exact. */
export type AccountRecord = {
  /** `account_` and the customer's id. */
  readonly id: string
  readonly customer: string
  /** Set by the first invoice; all others must have it. */
  readonly currency: string | null
  /** Negative is credit of the customer's, positive is owed by them. */
  readonly balance: number
  readonly nextInvoiceSequence: number
  readonly delinquent: boolean
  /** Invoice items that wait for an invoice, oldest first. */
  readonly pendingItems: readonly string[]
}

export type SubscriptionItemRecord = {
  readonly id: string
  readonly created: number
  readonly price: LinePrice
  readonly quantity: number
  readonly period: Period
  readonly billed: Billed | null
  readonly metadata: Metadata
}

/** Finds the subscription an item belongs to. */
export type ItemIndexRecord = { readonly id: string; readonly subscription: string }

export type SubscriptionStatus = 'incomplete' | 'incomplete_expired' | 'active' | 'past_due' | 'unpaid' | 'canceled'

export type CancellationRecord = {
  readonly comment: string | null
  readonly feedback: string | null
  readonly reason: 'cancellation_requested' | 'payment_failed' | null
}

/** A change that counts once its invoice is paid. */
export type PendingUpdateRecord = {
  readonly items: readonly SubscriptionItemRecord[]
  readonly anchor: number
  readonly invoice: string
  readonly expiresAt: number
}

export type SubscriptionRecord = {
  readonly id: string
  readonly created: number
  readonly customer: string
  readonly testClock: string | null
  readonly status: SubscriptionStatus
  /** Text, because those that time still changes are looked for by it. */
  readonly ended: 'true' | 'false'
  readonly currency: string
  readonly anchor: number
  readonly startDate: number
  readonly cancelAt: number | null
  readonly cancelAtPeriodEnd: boolean
  readonly canceledAt: number | null
  readonly endedAt: number | null
  readonly cancellation: CancellationRecord
  readonly defaultPaymentMethod: string | null
  readonly description: string | null
  readonly metadata: Metadata
  readonly items: readonly SubscriptionItemRecord[]
  readonly latestInvoice: string | null
  /** The invoice that says whether it is paid for: the last one that was issued. A draft says nothing yet. */
  readonly decidingInvoice: string | null
  /** Invoices that are still to be finalized or paid by themselves, oldest first. */
  readonly openInvoices: readonly string[]
  readonly pendingUpdate: PendingUpdateRecord | null
  readonly automaticTax: boolean
  readonly saveDefaultMethod: boolean
}

export type BillingReason = 'manual' | 'subscription_create' | 'subscription_cycle' | 'subscription_update' | 'upcoming'

export type InvoiceLineRecord = LineDraft & { readonly id: string; readonly metadata: Metadata }

export type InvoiceRecord = {
  readonly id: string
  readonly created: number
  readonly customer: string
  readonly customerName: string | null
  readonly customerEmail: string | null
  readonly testClock: string | null
  readonly status: 'draft' | 'open' | 'paid' | 'uncollectible' | 'void'
  readonly billingReason: BillingReason
  readonly currency: string
  readonly number: string | null
  readonly subscription: string | null
  readonly subscriptionMetadata: Metadata
  readonly defaultPaymentMethod: string | null
  readonly description: string | null
  readonly metadata: Metadata
  readonly lines: readonly InvoiceLineRecord[]
  readonly period: Period
  readonly total: number
  readonly startingBalance: number
  /** Null until it is finalized. */
  readonly endingBalance: number | null
  readonly amountDue: number
  readonly amountPaid: number
  readonly paidOutOfBand: boolean
  readonly autoAdvance: boolean
  readonly automaticTax: boolean
  readonly attempted: boolean
  readonly attemptCount: number
  readonly nextPaymentAttempt: number | null
  readonly finalizesAt: number | null
  readonly finalizedAt: number | null
  readonly paidAt: number | null
  readonly voidedAt: number | null
  readonly uncollectibleAt: number | null
  /** Its payment; null where nothing is to be paid. */
  readonly payment: string | null
  /** The Checkout Session that ends when it is paid. */
  readonly checkoutSession: string | null
  /** The secret in the address of the page on which the customer pays. */
  readonly hostedSecret: string
}

export type InvoicePaymentRecord = {
  readonly id: string
  readonly created: number
  readonly invoice: string
  readonly paymentIntent: string
  readonly currency: string
  readonly amountRequested: number
  readonly amountPaid: number | null
  readonly status: 'open' | 'paid' | 'canceled'
  readonly paidAt: number | null
  readonly canceledAt: number | null
}

export type InvoiceItemRecord = {
  readonly id: string
  readonly created: number
  readonly customer: string
  readonly testClock: string | null
  /** The invoice that took it; `none` until then, as lists are filtered by text. */
  readonly invoice: string
  readonly line: LineDraft
  readonly metadata: Metadata
}

export type TestClockRecord = {
  readonly id: string
  readonly created: number
  readonly name: string | null
  /** Epoch seconds. */
  readonly frozenTime: number
  /** Where an advance that is under way leads. */
  readonly targetTime: number | null
  readonly status: 'advancing' | 'ready'
  readonly deleted: 'true' | 'false'
}

/** How the emulator collects: Stripe keeps this in its Dashboard. */
export type BillingSettingsRecord = {
  readonly id: 'billing_settings'
  /** Days from one attempt to the next. */
  readonly retryDays: readonly number[]
  readonly afterLastRetry: 'unpaid' | 'cancel' | 'past_due'
}
