import type { Minor } from '@/lib/core/money/amount'
import { isChargeable } from '@/lib/core/money/chargeable'

/**
 * Why the card was not charged for an invoice, if there is more to say than that the bank declined it: Stripe's codes,
 * then ours.
 */
export const explainedChargeFailures = [
  'authentication_required',
  'insufficient_funds',
  'expired_card',
  'no_card',
  'not_charged',
  'provider_refused',
  'not_chargeable',
] as const

/** The failure to explain; any other code is `other`. */
export const explainedChargeFailure = (code: string): (typeof explainedChargeFailures)[number] | 'other' =>
  explainedChargeFailures.find((each) => each === code) ?? 'other'

/** The charge of an invoice's card as it is recorded. */
export type RecordedCharge = {
  /** What is charged: what was open when the charge began; null before that. */
  readonly amount: Minor | null
  readonly methodId: string
  /** Null while it is under way. */
  readonly outcome: 'paid' | 'failed' | 'not_needed' | null
}

/** What to do about a charge: nothing more, give up with a reason, or ask Stripe for it. */
export type ChargeStep =
  | { readonly step: 'done' }
  | { readonly step: 'fail'; readonly failure: 'no_card' | 'not_chargeable' }
  | { readonly step: 'charge'; readonly amount: Minor }

/**
 * Decides the next step of the charge that is made when an invoice is issued (I10). An invoice is charged once: a charge
 * that failed is final, and the customer pays on the invoice's page. Reminders charge nothing.
 * @param cards the cards that are saved now: one that was removed is not charged.
 */
export const nextChargeStep = ({ amount, methodId, outcome }: RecordedCharge, cards: readonly string[]): ChargeStep => {
  if (outcome !== null || amount === null) return { step: 'done' }
  if (!isChargeable(amount)) return { step: 'fail', failure: 'not_chargeable' }
  if (methodId === '' || !cards.includes(methodId)) return { step: 'fail', failure: 'no_card' }
  return { step: 'charge', amount }
}
