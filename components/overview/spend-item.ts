/** A day of the month, this month and the one before: civil days and decimal text; null where there is none yet. */
export type SpendDay = {
  readonly number: number
  readonly day: string | null
  readonly amount: string | null
  readonly dayBefore: string | null
  readonly amountBefore: string | null
}

/** What was used this month at its price, no matter who paid, beside the month before. Amounts are decimal text. */
export type Spend = {
  readonly month: string
  /** The last day of this month. */
  readonly lastDay: string
  readonly before: { readonly month: string; readonly from: string; readonly to: string }
  readonly spent: string
  /** What nothing paid for yet: it is in none of these figures. Null if there is none. */
  readonly unpaid: string | null
  readonly forecast: string
  readonly lastMonth: string
  /** Of the forecast against the month before, in whole per cent; null if nothing was used then, or this is credit. */
  readonly change: number | null
  readonly anything: boolean
  readonly days: readonly SpendDay[]
}
