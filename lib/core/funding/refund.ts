import { type Minor, minorPlaces, type Pico, pico } from '@/lib/core/money/amount'
import { formatDecimal } from '@/lib/core/money/decimal'
import { type Refused, refuse } from '@/lib/core/refusal'

/** A purchase that is paid, and what of it went back already. */
export type Refundable = {
  /** The price and the tax that was added to it: all of it can go back. */
  readonly paid: Minor
  readonly credit: Pico
  /** Money that was refunded, or is about to be. */
  readonly refunded: Minor
  /** Credit that belongs to that money. */
  readonly shared: Pico
}

/**
 * The part of a purchase's credit that an amount of what was paid for it stands for (K7). Shares add up: once all of it is
 * refunded, all of the credit is shared out, whatever the steps were.
 * @returns what is to be taken back where it is not spent yet; a refusal for nothing, or more than is left of what was paid.
 */
export const shareOfRefund = (
  { paid, credit, refunded, shared }: Refundable,
  amount: Minor,
): { readonly share: Pico } | Refused<'invalid_request'> => {
  const left = paid - refunded
  if (amount <= 0n || amount > left) {
    const money = formatDecimal(left, minorPlaces)
    return refuse('invalid_request', `Of this payment, at most ${money} can be refunded.`, {
      field: 'amount',
      most: money,
    })
  }
  return { share: pico((credit * (refunded + amount)) / paid - shared) }
}
