import type { CheckoutSessionRecord } from '@/packages/stripe-emulator/records'
import { serializeCheckoutSession } from '@/packages/stripe-emulator/serialize/checkout-session'
import type { Work } from '@/packages/stripe-emulator/work'

/** Ends a session well and announces it, which is not to say that it is paid. */
export const completeSession = (
  work: Work,
  session: CheckoutSessionRecord,
  paymentStatus: CheckoutSessionRecord['paymentStatus'],
): CheckoutSessionRecord => {
  const complete: CheckoutSessionRecord = { ...session, status: 'complete', paymentStatus }
  work.put('checkout.session', complete)
  work.emit('checkout.session.completed', serializeCheckoutSession(complete, work.publicUrl))
  return complete
}
