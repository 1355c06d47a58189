import type { Chore } from '@/packages/stripe-emulator/chores'
import type { CheckoutSessionRecord } from '@/packages/stripe-emulator/records'
import { serializeCheckoutSession } from '@/packages/stripe-emulator/serialize/checkout-session'
import type { Work } from '@/packages/stripe-emulator/work'
import { modeOf } from './modes'

/** Ends an open session and the payment it had begun. */
export const expireSession = async (
  work: Work,
  session: CheckoutSessionRecord,
  publicUrl: string,
): Promise<CheckoutSessionRecord> => {
  const expired: CheckoutSessionRecord = { ...session, status: 'expired' }
  work.put('checkout.session', expired)
  await modeOf(session).abandon(work, session)
  work.emit('checkout.session.expired', serializeCheckoutSession(expired, publicUrl))
  return expired
}

/** The session with this id as it is now: one whose time has run out is expired by the first reader. */
export const currentSession = async (
  work: Work,
  id: string,
  publicUrl: string,
): Promise<CheckoutSessionRecord | null> => {
  const session = await work.get('checkout.session', id)
  if (session?.status !== 'open' || session.expiresAt > work.now) return session
  return expireSession(work, session, publicUrl)
}

/** Ends the open sessions whose time has run out. */
export const expireSessions: Chore = async ({ store, transact, now, publicUrl }) => {
  const query = {
    type: 'checkout.session',
    match: { status: 'open' },
    limit: 100,
    after: null,
    order: 'oldest',
  } as const
  for (const { id, data } of await store.list(query)) {
    if (Number(data.expiresAt) * 1000 > now().epochMilliseconds) continue
    await transact({ id: null, idempotency_key: null }, (work) => currentSession(work, id, publicUrl))
  }
}
