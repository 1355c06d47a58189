import type { CheckoutSessionRecord } from '@/lib/stripe-emulator/records'
import { serializeCheckoutSession } from '@/lib/stripe-emulator/serialize/checkout-session'
import { serializePaymentIntent } from '@/lib/stripe-emulator/serialize/payment-intent'
import type { Work } from '@/lib/stripe-emulator/work'

/** Ends an open session and the payment it had begun. */
export const expireSession = async (
  work: Work,
  session: CheckoutSessionRecord,
  publicUrl: string,
): Promise<CheckoutSessionRecord> => {
  const expired: CheckoutSessionRecord = { ...session, status: 'expired' }
  work.put('checkout.session', expired)
  const intent = session.paymentIntent === null ? null : await work.get('payment_intent', session.paymentIntent)
  if (intent) {
    const canceled = { ...intent, status: 'canceled', canceledAt: work.now } as const
    work.put('payment_intent', canceled)
    work.emit('payment_intent.canceled', serializePaymentIntent(canceled, null))
  }
  work.emit('checkout.session.expired', serializeCheckoutSession(expired, publicUrl))
  return expired
}

/** The session with this id as it is now: one whose time has run out is expired by whoever looks first. */
export const currentSession = async (
  work: Work,
  id: string,
  publicUrl: string,
): Promise<CheckoutSessionRecord | null> => {
  const session = await work.get('checkout.session', id)
  if (session?.status !== 'open' || session.expiresAt > work.now) return session
  return expireSession(work, session, publicUrl)
}
