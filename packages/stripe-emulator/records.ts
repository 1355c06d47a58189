import type {
  AccountRecord,
  BillingSettingsRecord,
  InvoiceItemRecord,
  InvoicePaymentRecord,
  InvoiceRecord,
  ItemIndexRecord,
  SubscriptionRecord,
  TestClockRecord,
} from './records/billing'
import type { LookupKeyRecord, PriceRecord, ProductRecord } from './records/catalog'
import type { CheckoutSessionRecord } from './records/checkout'
import type { CustomerRecord } from './records/customer'
import type { EventRecord, OutageRecord, SwitchesRecord } from './records/emulator'
import type {
  ChargeRecord,
  DisputeRecord,
  PaymentIntentRecord,
  RefundRecord,
  SetupIntentRecord,
} from './records/payment'
import type { PaymentMethodRecord } from './records/payment-method'
import type { PortalConfigurationRecord, PortalSessionRecord } from './records/portal'

export type * from './records/billing'
export type * from './records/catalog'
export type * from './records/checkout'
export type * from './records/customer'
export type * from './records/emulator'
export type * from './records/metadata'
export type * from './records/payment'
export type * from './records/payment-method'
export type * from './records/portal'

/**
 * What the emulator remembers, by kind. Stripe's full shapes are made from these by `serialize/`. A new kind is one
 * file under `records/` and one line here.
 */
export type Records = {
  readonly customer: CustomerRecord
  readonly 'checkout.session': CheckoutSessionRecord
  readonly payment_intent: PaymentIntentRecord
  readonly setup_intent: SetupIntentRecord
  readonly charge: ChargeRecord
  readonly refund: RefundRecord
  readonly dispute: DisputeRecord
  readonly payment_method: PaymentMethodRecord
  readonly 'billing_portal.configuration': PortalConfigurationRecord
  readonly 'billing_portal.session': PortalSessionRecord
  readonly product: ProductRecord
  readonly price: PriceRecord
  readonly subscription: SubscriptionRecord
  readonly invoice: InvoiceRecord
  readonly invoice_payment: InvoicePaymentRecord
  readonly invoiceitem: InvoiceItemRecord
  readonly 'test_helpers.test_clock': TestClockRecord
  readonly 'emulator.account': AccountRecord
  readonly 'emulator.subscription_item': ItemIndexRecord
  readonly 'emulator.lookup_key': LookupKeyRecord
  readonly 'emulator.billing_settings': BillingSettingsRecord
  readonly event: EventRecord
  readonly 'emulator.switches': SwitchesRecord
  readonly 'emulator.outage': OutageRecord
}

export type RecordType = keyof Records
