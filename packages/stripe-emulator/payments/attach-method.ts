import type { PaymentMethodRecord } from '@/packages/stripe-emulator/records'
import { serializePaymentMethod } from '@/packages/stripe-emulator/serialize/payment-method'
import type { Work } from '@/packages/stripe-emulator/work'

/** Makes a method the customer's own, and announces it. */
export const attachMethod = (work: Work, method: PaymentMethodRecord, customer: string): PaymentMethodRecord => {
  const attached: PaymentMethodRecord = { ...method, customer, spent: false }
  work.put('payment_method', attached)
  work.emit('payment_method.attached', serializePaymentMethod(attached))
  return attached
}
