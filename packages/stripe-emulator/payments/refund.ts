import { behaviourOf } from '@/packages/stripe-emulator/cards/test-cards'
import type { Chore } from '@/packages/stripe-emulator/chores'
import { invalidRequest } from '@/packages/stripe-emulator/failure'
import { newIdentifier } from '@/packages/stripe-emulator/identifiers'
import type { ChargeRecord, RefundRecord } from '@/packages/stripe-emulator/records'
import { serializeCharge } from '@/packages/stripe-emulator/serialize/charge'
import { serializeRefund } from '@/packages/stripe-emulator/serialize/refund'
import type { Work } from '@/packages/stripe-emulator/work'

const symbols: Readonly<Record<string, string>> = { eur: '€', gbp: '£', usd: '$' }
const words = (amount: number, currency: string): string => {
  const plain = `${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, '0')}`
  return symbols[currency] ? `${symbols[currency]}${plain}` : `${plain} ${currency}`
}

/** Refuses what Stripe refuses: nothing left, more than is left, a payment that is not there or not ours any more. */
const checkRefund = (charge: ChargeRecord, amount: number): void => {
  const rest = charge.amount - charge.amountRefunded
  if (charge.status === 'failed') {
    throw invalidRequest(`Charge ${charge.id} is not refundable: it has failed.`, 'charge', 'charge_not_refundable')
  }
  if (charge.dispute !== null) {
    throw invalidRequest(
      `Charge ${charge.id} has been charged back; cannot issue a refund.`,
      undefined,
      'charge_disputed',
    )
  }
  if (rest === 0) {
    throw invalidRequest(`Charge ${charge.id} has already been refunded.`, undefined, 'charge_already_refunded')
  }
  if (amount > rest) {
    const which = charge.amountRefunded === 0 ? 'charge amount' : 'unrefunded amount on charge'
    throw invalidRequest(
      `Refund amount (${words(amount, charge.currency)}) is greater than ${which} (${words(rest, charge.currency)})`,
      'amount',
    )
  }
}

type NewRefund = Pick<RefundRecord, 'metadata' | 'reason'> & { readonly amount: number | undefined }

/** Gives back all that is left, or a part of it. How it ends depends on the card: at once, later, or not at all. */
export const refundCharge = (work: Work, charge: ChargeRecord, given: NewRefund): RefundRecord => {
  const amount = given.amount ?? charge.amount - charge.amountRefunded
  checkRefund(charge, amount)
  const slow = charge.sepaDebit !== null || behaviourOf(charge.card?.behaviour ?? '').refund === 'later'
  const refund: RefundRecord = {
    id: newIdentifier('refund'),
    created: work.now,
    status: slow ? 'pending' : 'succeeded',
    amount,
    currency: charge.currency,
    charge: charge.id,
    paymentIntent: charge.paymentIntent,
    reason: given.reason,
    failureReason: null,
    settled: slow || behaviourOf(charge.card?.behaviour ?? '').refund === 'fails' ? 'no' : 'yes',
    metadata: given.metadata,
  }
  const refunded: ChargeRecord = { ...charge, amountRefunded: charge.amountRefunded + amount }
  work.put('refund', refund)
  work.put('charge', refunded)
  work.emit('refund.created', serializeRefund(refund))
  work.emit('charge.refunded', serializeCharge(refunded), serializeCharge(charge))
  return refund
}

/** Announces a refund that changed, under both names it goes by. */
export const announceRefund = (work: Work, refund: RefundRecord, before: RefundRecord): void => {
  work.emit('charge.refund.updated', serializeRefund(refund), serializeRefund(before))
  work.emit('refund.updated', serializeRefund(refund), serializeRefund(before))
}

/** A refund that was on its way arrives; one that the bank sends back is undone and its amount is the charge's again. */
const settleRefund = async (work: Work, id: string): Promise<void> => {
  const refund = await work.get('refund', id)
  const charge = refund && (await work.get('charge', refund.charge))
  if (!charge || refund.settled === 'yes') return
  const fails = behaviourOf(charge.card?.behaviour ?? '').refund === 'fails'
  const settled: RefundRecord = {
    ...refund,
    status: fails ? 'failed' : 'succeeded',
    failureReason: fails ? 'expired_or_canceled_card' : null,
    settled: 'yes',
  }
  work.put('refund', settled)
  if (fails) work.put('charge', { ...charge, amountRefunded: charge.amountRefunded - refund.amount })
  announceRefund(work, settled, refund)
  if (fails) work.emit('refund.failed', serializeRefund(settled))
}

/** Ends the refunds that were left open when they were made. */
export const settleRefunds: Chore = async ({ store, transact }) => {
  const query = { type: 'refund', match: { settled: 'no' }, limit: 100, after: null, order: 'oldest' } as const
  for (const { id } of await store.list(query)) {
    await transact({ id: null, idempotency_key: null }, (work) => settleRefund(work, id))
  }
}
