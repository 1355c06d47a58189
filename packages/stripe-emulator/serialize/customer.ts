import type Stripe from 'stripe'
import type { AccountRecord, CustomerRecord } from '@/packages/stripe-emulator/records'

/** What is left of a customer that was deleted. */
export const serializeDeletedCustomer = ({ id }: CustomerRecord): Stripe.DeletedCustomer => ({
  id,
  object: 'customer',
  deleted: true,
})

/** @param account what billing knows of the customer; null where they were never billed. */
export const serializeCustomer = (record: CustomerRecord, account: AccountRecord | null = null): Stripe.Customer => ({
  id: record.id,
  object: 'customer',
  address: record.address,
  balance: account?.balance ?? 0,
  created: record.created,
  currency: account?.currency ?? null,
  customer_account: null,
  default_source: null,
  delinquent: account?.delinquent ?? false,
  description: record.description,
  discount: null,
  email: record.email,
  invoice_prefix: record.id.slice(-8).toUpperCase(),
  invoice_settings: {
    custom_fields: null,
    default_payment_method: record.defaultPaymentMethod,
    footer: null,
    rendering_options: null,
  },
  livemode: false,
  metadata: record.metadata,
  name: record.name,
  next_invoice_sequence: account?.nextInvoiceSequence ?? 1,
  phone: record.phone,
  preferred_locales: [...record.preferredLocales],
  shipping: null,
  tax_exempt: 'none',
  test_clock: record.testClock,
})
