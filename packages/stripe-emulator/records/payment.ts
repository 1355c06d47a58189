import type { MethodType } from './checkout'
import type { Metadata } from './metadata'
import type { BillingRecord, CardRecord, SepaDebitRecord } from './payment-method'

/** Why a method did not pay or could not be saved, as it stands on the intent. */
export type PaymentError = {
  readonly code: string
  readonly declineCode: string | null
  readonly message: string
  readonly charge: string | null
  readonly paymentMethod: string
}

export type CancellationReason = 'abandoned' | 'automatic' | 'duplicate' | 'fraudulent' | 'requested_by_customer'

export type IntentStatus =
  | 'requires_payment_method'
  | 'requires_confirmation'
  | 'requires_action'
  | 'processing'
  | 'succeeded'
  | 'canceled'

export type PaymentIntentRecord = {
  readonly id: string
  readonly created: number
  readonly status: IntentStatus
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
  readonly cancellationReason: CancellationReason | null
  readonly setupFutureUsage: 'off_session' | 'on_session' | null
  readonly receiptEmail: string | null
  readonly statementDescriptor: string | null
  readonly statementDescriptorSuffix: string | null
  /** Where the payer is led after authenticating; null where the page around it goes on by itself. */
  readonly returnUrl: string | null
  /** When a debit that is under way ends; null where none is. */
  readonly settlesAt: number | null
  /** What is paid by it and has to hear how it went; null for a payment of its own. */
  readonly owner: { readonly kind: 'checkout.session' | 'invoice'; readonly id: string } | null
  readonly allowedMethodTypes: readonly MethodType[] | null
  /** True where ways to pay that lead to another page are ruled out. */
  readonly staysHere: boolean
}

export type SetupIntentRecord = {
  readonly id: string
  readonly created: number
  readonly status: Exclude<IntentStatus, 'processing'>
  readonly clientSecret: string
  readonly customer: string | null
  readonly description: string | null
  readonly metadata: Metadata
  readonly paymentMethod: string | null
  readonly usage: 'off_session' | 'on_session'
  readonly lastSetupError: PaymentError | null
  readonly cancellationReason: 'abandoned' | 'duplicate' | 'requested_by_customer' | null
  readonly returnUrl: string | null
  /** The checkout that saves by it; null for a saving of its own. */
  readonly owner: { readonly kind: 'checkout.session'; readonly id: string } | null
  readonly allowedMethodTypes: readonly MethodType[] | null
  /** True where ways to pay that lead to another page are ruled out. */
  readonly staysHere: boolean
}

export type ChargeRecord = {
  readonly id: string
  readonly created: number
  readonly status: 'succeeded' | 'pending' | 'failed'
  readonly amount: number
  readonly amountRefunded: number
  readonly currency: string
  readonly customer: string | null
  readonly description: string | null
  readonly metadata: Metadata
  readonly paymentIntent: string
  readonly paymentMethod: string
  readonly card: CardRecord | null
  readonly sepaDebit: SepaDebitRecord | null
  readonly billing: BillingRecord
  readonly failure: { readonly code: string; readonly declineCode: string | null; readonly message: string } | null
  readonly authenticated: boolean
  readonly dispute: string | null
  readonly receiptEmail: string | null
  readonly statementDescriptor: string | null
  readonly statementDescriptorSuffix: string | null
}

export type RefundRecord = {
  readonly id: string
  readonly created: number
  readonly status: 'pending' | 'succeeded' | 'failed'
  readonly amount: number
  readonly currency: string
  readonly charge: string
  readonly paymentIntent: string
  readonly reason: 'duplicate' | 'fraudulent' | 'requested_by_customer' | null
  readonly failureReason: string | null
  /** `no` while its end is still to come. */
  readonly settled: 'yes' | 'no'
  readonly metadata: Metadata
}

export type DisputeRecord = {
  readonly id: string
  readonly created: number
  readonly status: 'needs_response' | 'under_review' | 'won' | 'lost'
  readonly amount: number
  readonly currency: string
  readonly charge: string
  readonly paymentIntent: string
  readonly customer: string | null
  readonly reason: string
  readonly dueBy: number
  readonly cardBrand: string
  /** The texts that were handed in, by the names they have in the API. */
  readonly evidence: Readonly<Record<string, string | null>>
  readonly submissions: number
  readonly metadata: Metadata
}
