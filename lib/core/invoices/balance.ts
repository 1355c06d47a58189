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
 * @param paid the payments that count, less what was sent back of them by bank or went back by card.
 * @param goingBack what is on its way back by card.
 */
export const balanceOf = (total: Minor, paid: Minor, goingBack: Minor = minor(0n)): Balance => {
  if (total <= 0n) return { open: minor(0n), credit: minor(0n) }
  const beyond = paid - total
  if (beyond <= 0n) return { open: minor(-beyond), credit: minor(0n) }
  return { open: minor(0n), credit: minor(beyond > goingBack ? beyond - goingBack : 0n) }
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

/** One of the two invoices when a surplus is applied: how it stands, and in which currency. */
export type Standing = Balance & { readonly currency: string }

/**
 * What of a surplus is applied to another invoice: what was asked for, or as much as the surplus and the open amount allow.
 * It refuses if the currencies differ, if there is no surplus or nothing open, and an amount beyond either.
 */
export const surplusApplied = (
  from: Standing,
  to: Standing,
  asked?: Minor,
): Minor | Refused<'invalid_request' | 'already_paid'> => {
  if (from.currency !== to.currency) {
    return refuse('invalid_request', `The other invoice is in ${to.currency}.`, { field: 'invoice' })
  }
  if (to.open <= 0n) return refuse('already_paid', 'Nothing of the other invoice is open.')
  const field = { field: 'amount' }
  if (from.credit <= 0n) return refuse('invalid_request', 'Nothing was paid beyond the total of this invoice.', field)
  const most = from.credit < to.open ? from.credit : to.open
  const amount = asked ?? most
  if (amount <= 0n) return refuse('invalid_request', 'The amount must be above zero.', field)
  if (amount > from.credit) return refuse('invalid_request', 'This is more than was paid beyond the total.', field)
  if (amount > to.open) return refuse('invalid_request', 'This is more than is open of the other invoice.', field)
  return amount
}
