/** Smallest charge per currency, in its smallest unit; a currency that is not here is not emulated. */
export const leastCharge: Readonly<Record<string, { amount: number; text: string }>> = {
  chf: { amount: 50, text: '0.50 Fr.' },
  eur: { amount: 50, text: '€0.50' },
  usd: { amount: 50, text: '$0.50' },
  gbp: { amount: 30, text: '£0.30' },
}

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
  const chargeable = owed > 0 && owed >= (leastCharge[currency]?.amount ?? 0)
  return {
    total,
    startingBalance,
    amountDue: chargeable ? owed : 0,
    endingBalance: chargeable ? 0 : owed,
  }
}
