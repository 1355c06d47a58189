import { forgetMethod } from '@/packages/stripe-emulator/billing/forget-method'
import type { CustomerRecord, PaymentMethodRecord } from '@/packages/stripe-emulator/records'
import { serializePaymentMethod } from '@/packages/stripe-emulator/serialize/payment-method'
import { customerObject } from '@/packages/stripe-emulator/serialize/record'
import type { Work } from '@/packages/stripe-emulator/work'

/** Takes a method from its customer for good. What had it as its default has none any more. */
export const detachMethod = async (work: Work, method: PaymentMethodRecord): Promise<PaymentMethodRecord> => {
  const customer = method.customer === null ? null : await work.get('customer', method.customer)
  const detached: PaymentMethodRecord = { ...method, customer: null, spent: true }
  work.put('payment_method', detached)
  work.emit('payment_method.detached', serializePaymentMethod(detached), serializePaymentMethod(method))
  if (customer?.defaultPaymentMethod === method.id) {
    const without: CustomerRecord = { ...customer, defaultPaymentMethod: null }
    work.put('customer', without)
    work.emit('customer.updated', await customerObject(work, without), await customerObject(work, customer))
  }
  if (method.customer !== null) await forgetMethod(work, method.customer, method.id)
  return detached
}
