import { smallestCharge } from '@/packages/stripe-emulator/payments/check-amount'

export type Totals = {
  readonly total: number
  readonly amountDue: number
  /** The customer's balance before: negative is credit of the customer's, positive is owed by them. */
  readonly startingBalance: number
  readonly endingBalance: number
}

/**
 * What is to be paid now. The customer's balance is settled with it; what is negative, or less than a card network
 * takes, is not charged and stays on the balance instead.
 */
export const totalsOf = (
  lines: readonly { readonly amount: number }[],
  startingBalance: number,
  currency: string,
): Totals => {
  const total = lines.reduce((sum, { amount }) => sum + amount, 0)
  const owed = total + startingBalance
  const chargeable = owed > 0 && owed >= (smallestCharge[currency]?.amount ?? 0)
  return {
    total,
    startingBalance,
    amountDue: chargeable ? owed : 0,
    endingBalance: chargeable ? 0 : owed,
  }
}
