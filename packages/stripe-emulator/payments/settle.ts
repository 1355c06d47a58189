import type { Chore } from '@/packages/stripe-emulator/chores'
import type { ChargeRecord, PaymentIntentRecord } from '@/packages/stripe-emulator/records'
import { serializeCharge } from '@/packages/stripe-emulator/serialize/charge'
import { paymentIntentObject } from '@/packages/stripe-emulator/serialize/record'
import type { Work } from '@/packages/stripe-emulator/work'
import { tellOwner } from './followers'
import { refusePayment } from './try-payment'

const refused = {
  code: 'payment_intent_payment_attempt_failed',
  declineCode: null,
  message: 'The payment failed because the bank account could not be debited.',
}

/** Ends a debit that was under way: the money came, or it did not and another method may be tried. */
export const settleDebit = async (
  work: Work,
  intent: PaymentIntentRecord,
  ends: 'succeeded' | 'failed',
): Promise<PaymentIntentRecord> => {
  const charge = intent.latestCharge === null ? null : await work.get('charge', intent.latestCharge)
  const method = charge && (await work.get('payment_method', charge.paymentMethod))
  if (intent.status !== 'processing' || !charge || !method) return intent
  const settled: ChargeRecord = { ...charge, status: ends, failure: ends === 'failed' ? refused : null }
  work.put('charge', settled)
  work.emit(`charge.${ends}`, serializeCharge(settled))
  if (ends === 'failed') {
    const outcome = await refusePayment({ work, intent, method }, refused, settled)
    await tellOwner(work, outcome)
    return outcome.intent
  }
  const paid: PaymentIntentRecord = { ...intent, status: 'succeeded', settlesAt: null }
  work.put('payment_intent', paid)
  work.emit('payment_intent.succeeded', await paymentIntentObject(work, paid))
  await tellOwner(work, { kind: 'succeeded', intent: paid, charge: settled })
  return paid
}

/** Ends the debits whose time has come, each as its account says. */
export const settleDebits: Chore = async ({ store, transact, now }) => {
  const query = { type: 'payment_intent', match: { status: 'processing' }, limit: 100, after: null } as const
  for (const { id, data } of await store.list({ ...query, order: 'oldest' })) {
    if (Number(data.settlesAt) * 1000 > now().epochMilliseconds) continue
    await transact({ id: null, idempotency_key: null }, async (work) => {
      const intent = await work.get('payment_intent', id)
      const charge = intent?.latestCharge ? await work.get('charge', intent.latestCharge) : null
      if (intent) await settleDebit(work, intent, charge?.sepaDebit?.ends ?? 'succeeded')
    })
  }
}
