import type { PaymentMethodRecord } from '@/packages/stripe-emulator/records'
import type { Work } from '@/packages/stripe-emulator/work'
import { beginIntent, type NewIntent } from './new-intent'
import { type PaymentOutcome, tryPayment } from './try-payment'

/**
 * Charges a customer's saved method while they are away: a payment, one try, and all events of both. Authentication
 * that the bank asks for is a refusal with `authentication_required`, because nobody is there to give it.
 */
export const chargeOffSession = async (
  work: Work,
  method: PaymentMethodRecord,
  payment: NewIntent,
): Promise<PaymentOutcome> => {
  const intent = await beginIntent(work, payment)
  return tryPayment({ work, intent, method, offSession: true, authenticated: false })
}
