import type { Follower } from '@/lib/stripe-emulator/payments/followers'
import type { CheckoutSessionRecord } from '@/lib/stripe-emulator/records'
import { serializeCheckoutSession } from '@/lib/stripe-emulator/serialize/checkout-session'
import { completeSession } from './complete-session'

/** A debit of a complete session settled, well or not; an open session was paid by another way than its own page. */
export const followCheckout: Follower = async (work, id, told) => {
  const session = await work.get('checkout.session', id)
  if (!session) return
  const succeeded = told.kind === 'succeeded'
  if (session.status === 'open' && succeeded) {
    completeSession(work, session, 'paid')
  } else if (
    session.status === 'complete' &&
    session.paymentStatus === 'unpaid' &&
    (succeeded || told.kind === 'declined')
  ) {
    const settled: CheckoutSessionRecord = succeeded ? { ...session, paymentStatus: 'paid' } : session
    work.put('checkout.session', settled)
    const type = `checkout.session.async_payment_${succeeded ? 'succeeded' : 'failed'}` as const
    work.emit(type, serializeCheckoutSession(settled, work.publicUrl))
  }
}
