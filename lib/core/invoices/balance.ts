import { type Minor, minor } from '@/lib/core/money/amount'
import { type Refused, refuse } from '@/lib/core/refusal'
import type { Day } from '@/lib/core/time/day'

/** How an invoice's payments stand against its total. */
export type Balance = {
  /** What is still to be paid; zero once the payments cover the total. */
  readonly open: Minor
  /** What was paid beyond the total, less what of it went back. */
  readonly credit: Minor
}

/**
 * What is open of an invoice, and what of its payments is the customer's.
 * @param paid the payments that count, and what was sent back of them by bank.
 * @param refunded what went back by card.
 */
export const balanceOf = (total: Minor, paid: Minor, refunded: Minor = minor(0n)): Balance => {
  if (total <= 0n) return { open: minor(0n), credit: minor(0n) }
  const beyond = paid - total
  if (beyond <= 0n) return { open: minor(-beyond), credit: minor(0n) }
  return { open: minor(0n), credit: minor(beyond > refunded ? beyond - refunded : 0n) }
}

/** The days on which a payment of an invoice can have arrived: from its issue to today, both in the seller's zone. */
export const checkPaymentDay = (on: Day, issuedOn: Day, today: Day): Refused<'invalid_request'> | null => {
  if (on > today) return refuse('invalid_request', 'The day of payment lies in the future.', { field: 'paidOn' })
  if (on >= issuedOn) return null
  return refuse('invalid_request', `The day of payment lies before the invoice was issued on ${issuedOn}.`, {
    field: 'paidOn',
  })
}

/** The most that one payment may be, in relation to nothing: what the database keeps, with room for sums. */
const mostPayment = 10n ** 15n

/** The amount of a payment: above zero, or what an invoice of nothing or less comes to; within bounds. */
export const checkPaymentAmount = (amount: Minor, total: Minor): Refused<'invalid_request'> | null => {
  const field = { field: 'amount' }
  if (amount >= mostPayment) return refuse('invalid_request', 'The amount is too large.', field)
  if (amount > 0n || (total <= 0n && amount === total)) return null
  return refuse('invalid_request', 'The amount must be above zero.', field)
}
