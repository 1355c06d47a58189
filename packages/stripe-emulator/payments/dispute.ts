import { behaviourOf } from '@/packages/stripe-emulator/cards/test-cards'
import { newIdentifier } from '@/packages/stripe-emulator/identifiers'
import type { ChargeRecord, DisputeRecord } from '@/packages/stripe-emulator/records'
import { serializeCharge } from '@/packages/stripe-emulator/serialize/charge'
import { serializeDispute } from '@/packages/stripe-emulator/serialize/dispute'
import type { Work } from '@/packages/stripe-emulator/work'

const day = 24 * 3600

/** Opens the dispute that some test cards bring with every payment. @returns the charge as it is then. */
export const openDispute = (work: Work, charge: ChargeRecord): ChargeRecord => {
  const reason = charge.card ? behaviourOf(charge.card.behaviour).dispute : undefined
  if (reason === undefined) return charge
  const dispute: DisputeRecord = {
    id: newIdentifier('dispute'),
    created: work.now,
    status: 'needs_response',
    amount: charge.amount,
    currency: charge.currency,
    charge: charge.id,
    paymentIntent: charge.paymentIntent,
    customer: charge.customer,
    reason,
    dueBy: work.now + 9 * day,
    cardBrand: charge.card?.brand ?? 'visa',
    evidence: {},
    submissions: 0,
    metadata: {},
  }
  const disputed: ChargeRecord = { ...charge, dispute: dispute.id }
  work.put('charge', disputed)
  work.put('dispute', dispute)
  work.emit('charge.updated', serializeCharge(disputed), serializeCharge(charge))
  work.emit('charge.dispute.created', serializeDispute(dispute))
  work.emit('charge.dispute.funds_withdrawn', serializeDispute(dispute))
  return disputed
}

/** Ends a dispute. Won, the money comes back; lost, it stays away. */
export const closeDispute = (work: Work, dispute: DisputeRecord, status: 'won' | 'lost'): DisputeRecord => {
  const closed: DisputeRecord = { ...dispute, status }
  work.put('dispute', closed)
  work.emit('charge.dispute.updated', serializeDispute(closed), serializeDispute(dispute))
  work.emit('charge.dispute.closed', serializeDispute(closed))
  if (status === 'won') work.emit('charge.dispute.funds_reinstated', serializeDispute(closed))
  return closed
}
