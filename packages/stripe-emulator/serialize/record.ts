import type { Records } from '@/packages/stripe-emulator/records'
import type { Work } from '@/packages/stripe-emulator/work'
import { serializeCharge } from './charge'
import { serializeCheckoutSession } from './checkout-session'
import { serializeCustomer, serializeDeletedCustomer } from './customer'
import { serializeDispute } from './dispute'
import { serializeInvoice } from './invoice'
import { serializeInvoiceItem } from './invoice-item'
import { serializeInvoicePayment } from './invoice-payment'
import { serializePaymentIntent } from './payment-intent'
import { serializePaymentMethod } from './payment-method'
import { serializePrice } from './price'
import { serializeProduct } from './product'
import { serializeRefund } from './refund'
import { serializeSetupIntent } from './setup-intent'
import { subscriptionObject } from './subscription'
import { serializeTestClock } from './test-clock'

/** Reads a payment intent's last failed method, which its shape carries, and writes it out. */
export const paymentIntentObject = async (work: Work, record: Records['payment_intent']) => {
  const failed = record.lastPaymentError?.paymentMethod
  return serializePaymentIntent(record, failed ? await work.get('payment_method', failed) : null, work.publicUrl)
}

/** The same of a setup intent. */
export const setupIntentObject = async (work: Work, record: Records['setup_intent']) => {
  const failed = record.lastSetupError?.paymentMethod
  return serializeSetupIntent(record, failed ? await work.get('payment_method', failed) : null, work.publicUrl)
}

/** Reads what billing knows of a customer, which its shape carries. */
export const customerObject = async (work: Work, record: Records['customer']) =>
  record.deleted
    ? serializeDeletedCustomer(record)
    : serializeCustomer(record, await work.get('emulator.account', `account_${record.id}`))

/** How each kind of object is written out. */
const serializers = {
  charge: async (_: Work, record: Records['charge']) => serializeCharge(record),
  'checkout.session': async (_: Work, record: Records['checkout.session'], publicUrl: string) =>
    serializeCheckoutSession(record, publicUrl),
  customer: customerObject,
  dispute: async (_: Work, record: Records['dispute']) => serializeDispute(record),
  invoice: async (_: Work, record: Records['invoice'], publicUrl: string) => serializeInvoice(record, publicUrl),
  invoice_payment: async (_: Work, record: Records['invoice_payment']) => serializeInvoicePayment(record),
  invoiceitem: async (_: Work, record: Records['invoiceitem']) => serializeInvoiceItem(record),
  payment_intent: paymentIntentObject,
  payment_method: async (_: Work, record: Records['payment_method']) => serializePaymentMethod(record),
  price: async (_: Work, record: Records['price']) => serializePrice(record),
  product: async (_: Work, record: Records['product']) => serializeProduct(record),
  refund: async (_: Work, record: Records['refund']) => serializeRefund(record),
  setup_intent: setupIntentObject,
  subscription: subscriptionObject,
  'test_helpers.test_clock': async (_: Work, record: Records['test_helpers.test_clock']) => serializeTestClock(record),
}

export type Serializable = keyof typeof serializers

type Serializer<T extends Serializable> = (work: Work, record: Records[T], publicUrl: string) => Promise<object>

/** The object with this id in Stripe's shape, or null where there is none of that type. */
export const serializeRecord = async <T extends Serializable>(
  work: Work,
  type: T,
  id: string,
  publicUrl: string,
): Promise<object | null> => {
  const record = await work.get(type, id)
  return record && (serializers[type] as Serializer<T>)(work, record, publicUrl)
}
