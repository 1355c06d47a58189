import type { Follower } from '@/packages/stripe-emulator/payments/followers'
import type { CheckoutSessionRecord } from '@/packages/stripe-emulator/records'
import { serializeCheckoutSession } from '@/packages/stripe-emulator/serialize/checkout-session'

/** A debit of a complete session settled, well or not. An open session is moved by its own page alone. */
export const followCheckout: Follower = async (work, id, { kind }) => {
  const session = await work.get('checkout.session', id)
  if (session?.status !== 'complete' || session.paymentStatus !== 'unpaid') return
  if (kind !== 'succeeded' && kind !== 'declined') return
  const settled: CheckoutSessionRecord = kind === 'succeeded' ? { ...session, paymentStatus: 'paid' } : session
  work.put('checkout.session', settled)
  const type = `checkout.session.async_payment_${kind === 'succeeded' ? 'succeeded' : 'failed'}` as const
  work.emit(type, serializeCheckoutSession(settled, work.publicUrl))
}
