import { type Minor, type Pico, pico } from '@/lib/core/money/amount'

/** What a dispute means for the credit that its payment bought. */
export type DisputeEffect = 'freeze' | 'return' | 'none'

/**
 * A disputed payment is money that is gone until the bank decides: its unused credit is taken, and given back where the
 * dispute is won. What is only asked about (`warning_…`) takes nothing, and gives back what was taken.
 */
export const effectOf = (status: string): DisputeEffect => {
  if (status === 'won' || status === 'prevented' || status === 'warning_closed') return 'return'
  return status.startsWith('warning_') ? 'none' : 'freeze'
}

/** How a dispute stands for people: `asked` is a question of the bank that may become one, `won` leaves the payment in force. */
export type DisputeStanding = 'asked' | 'open' | 'won' | 'lost'

export const disputeStanding = (status: string): DisputeStanding => {
  if (status === 'lost') return 'lost'
  const effect = effectOf(status)
  return effect === 'return' ? 'won' : effect === 'none' ? 'asked' : 'open'
}

/** The credit that the disputed part of what was paid, price and tax, bought. */
export const creditOfDispute = (
  { paid, credit }: { readonly paid: Minor; readonly credit: Pico },
  amount: Minor,
): Pico => (amount >= paid ? credit : pico((credit * amount) / paid))
