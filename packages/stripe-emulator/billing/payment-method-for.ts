import { invalidRequest, missing } from '@/packages/stripe-emulator/failure'
import type { CustomerRecord, PaymentMethodRecord } from '@/packages/stripe-emulator/records'
import type { Work } from '@/packages/stripe-emulator/work'

/** A method that a parameter names, which has to be the customer's own. */
export const ownMethod = async (
  work: Work,
  customer: string,
  id: string,
  param: string,
): Promise<PaymentMethodRecord> => {
  const method = await work.get('payment_method', id)
  if (!method) throw missing('PaymentMethod', id, param)
  if (method.customer === customer) return method
  const message = `The customer does not have a payment method with the ID ${id}. The payment method must be attached to the customer.`
  throw invalidRequest(message, param, 'resource_missing')
}

/** The method that is charged by itself: the subscription's own, else the customer's default; null where neither is there. */
export const methodFor = async (
  work: Work,
  customer: CustomerRecord,
  preferred: string | null,
): Promise<PaymentMethodRecord | null> => {
  for (const id of [preferred, customer.defaultPaymentMethod]) {
    const method = id === null ? null : await work.get('payment_method', id)
    if (method?.customer === customer.id) return method
  }
  return null
}

/** Said where something has to be paid by itself and there is nothing to pay it with. */
export const noMethod = (): Error =>
  invalidRequest(
    'This customer has no attached payment source or default payment method. Please consider adding a default payment method. For more information, visit https://stripe.com/docs/billing/subscriptions/payment-methods-setting#missing-payment-method.',
    undefined,
    'resource_missing',
  )
