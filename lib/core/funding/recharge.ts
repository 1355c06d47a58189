import { type Minor, minorPlaces, type Pico, picoPlaces } from '@/lib/core/money/amount'
import { formatDecimal } from '@/lib/core/money/decimal'
import { type Refused, refuse } from '@/lib/core/refusal'
import { leastTopUp, mostTopUp } from './order'

/** An org's auto-recharge as it stands. All amounts are of one currency. */
export type RechargeState = {
  readonly enabled: boolean
  /** Whether credit in its currency pays for the org's usage, as it did when recharges were switched on. */
  readonly usable: boolean
  /** A balance at or below it is recharged, so that a threshold of zero means "when nothing is left". */
  readonly threshold: Pico
  /** What one recharge charges; above zero. */
  readonly amount: Pico
  /** The most that recharges may charge in a calendar month; null is no cap. */
  readonly monthlyCap: Pico | null
  readonly available: Pico
  /** Recharges begun in this calendar month that were paid or may still be. */
  readonly chargedThisMonth: Pico
  readonly inFlight: boolean
  /** Whether a card that can be charged is on file. */
  readonly card: boolean
  /** The code of the decline, or `disputed`, `refunded`, that switched it off; null again once the customer switches it on. */
  readonly lastFailure: string | null
}

export const withheldReasons = ['off', 'above_threshold', 'in_flight', 'no_card', 'declined', 'monthly_cap'] as const
export type WithheldReason = (typeof withheldReasons)[number]

/** Why nothing is charged: a code, and a sentence for the customer. */
export type Withheld = { readonly withheld: WithheldReason; readonly sentence: string }

/**
 * Decides whether an org is recharged now (K6). At most one recharge is under way at a time, a decline stops all until
 * the customer switches it on again, and a recharge is charged whole or not at all: it must fit under the monthly cap.
 * @returns the amount to charge, or the first reason that withholds it; a decline is named before "off", as it is why.
 * @throws RangeError where the amount is not above zero.
 */
export const decideRecharge = (state: RechargeState): { readonly recharge: Pico } | Withheld => {
  if (state.amount <= 0n) throw new RangeError(`a recharge cannot charge ${state.amount}`)
  if (state.lastFailure !== null) {
    return withhold('declined', `${whyOff[state.lastFailure] ?? 'The last recharge was declined'}, ${offSince}`)
  }
  if (!state.enabled) return withhold('off', 'Auto-recharge is off.')
  if (!state.usable) return withhold('off', 'Nothing is charged, since this credit does not pay for usage any more.')
  if (state.available > state.threshold) {
    return withhold('above_threshold', `The balance is above the threshold of ${text(state.threshold)}.`)
  }
  if (state.inFlight) return withhold('in_flight', 'A recharge is already under way.')
  if (!state.card) return withhold('no_card', 'There is no card to charge. Add one to recharge.')
  if (state.monthlyCap !== null && state.chargedThisMonth + state.amount > state.monthlyCap) {
    return withhold('monthly_cap', capSentence(state, state.monthlyCap))
  }
  return { recharge: state.amount }
}

const whyOff: Readonly<Record<string, string>> = {
  disputed: 'A payment of credit is disputed',
  refunded: 'Credit went back with its money',
}
const offSince = 'so auto-recharge is off. Switch it on to be charged again.'

/**
 * True where credit that is taken back with its money would by itself have the org charged again.
 * @param taken what is going to be taken; nothing brings nothing about.
 */
export const chargesAgain = (
  { enabled, threshold, available }: Pick<RechargeState, 'enabled' | 'threshold' | 'available'>,
  taken: Pico,
): boolean => enabled && taken > 0n && available - taken <= threshold

const withhold = (withheld: WithheldReason, sentence: string): Withheld => ({ withheld, sentence })

const capSentence = ({ amount, chargedThisMonth }: RechargeState, cap: Pico): string =>
  `A recharge of ${text(amount)} does not fit under the monthly cap of ${text(cap)}: ` +
  `${text(chargedThisMonth)} is charged already.`

const text = (amount: Pico): string => formatDecimal(amount, picoPlaces, 2)

export type RechargeTerms = { readonly threshold: Minor; readonly amount: Minor; readonly monthlyCap: Minor | null }

/** What a customer decides: recharges on these terms, or none any more. */
export type RechargeChoice = ({ readonly enabled: true } & RechargeTerms) | { readonly enabled: false }

/** Holds what a customer sets against what a recharge may be: as much as a purchase, and a cap that leaves room for one. */
export const checkRechargeTerms = ({
  threshold,
  amount,
  monthlyCap,
}: RechargeTerms): Refused<'invalid_request'> | null => {
  const money = (value: Minor): string => formatDecimal(value, minorPlaces)
  if (threshold < 0n) return refuse('invalid_request', 'The threshold cannot be below zero.', { field: 'threshold' })
  if (amount < leastTopUp || amount > mostTopUp) {
    const sentence = `A recharge is of ${money(leastTopUp)} to ${money(mostTopUp)}.`
    return refuse('invalid_request', sentence, { field: 'amount' })
  }
  if (monthlyCap !== null && monthlyCap < amount) {
    const sentence = `The monthly cap of ${money(monthlyCap)} leaves no room for a recharge of ${money(amount)}.`
    return refuse('invalid_request', sentence, { field: 'monthlyCap' })
  }
  return null
}
