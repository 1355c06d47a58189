import type { Records } from '@/lib/stripe-emulator/records'
import type { Work } from '@/lib/stripe-emulator/work'
import { serializeCharge } from './charge'
import { serializeCheckoutSession } from './checkout-session'
import { serializeCustomer, serializeDeletedCustomer } from './customer'
import { serializeDispute } from './dispute'
import { serializePaymentIntent } from './payment-intent'
import { serializePaymentMethod } from './payment-method'
import { serializeRefund } from './refund'
import { serializeSetupIntent } from './setup-intent'

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

/** How each kind of object is written out. */
const serializers = {
  charge: async (_: Work, record: Records['charge']) => serializeCharge(record),
  'checkout.session': async (_: Work, record: Records['checkout.session'], publicUrl: string) =>
    serializeCheckoutSession(record, publicUrl),
  customer: async (_: Work, record: Records['customer']) =>
    record.deleted ? serializeDeletedCustomer(record) : serializeCustomer(record),
  dispute: async (_: Work, record: Records['dispute']) => serializeDispute(record),
  payment_intent: paymentIntentObject,
  payment_method: async (_: Work, record: Records['payment_method']) => serializePaymentMethod(record),
  refund: async (_: Work, record: Records['refund']) => serializeRefund(record),
  setup_intent: setupIntentObject,
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
