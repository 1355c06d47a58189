import { type Minor, minor } from '@/lib/core/money/amount'
import { halfUp } from '@/lib/core/money/round'

/**
 * A monthly fee for part of a month (I1): fee × billable days ÷ days of that month, rounded once, half-up. The whole
 * month is exactly the fee.
 * @param daysOfMonth 28 to 31.
 */
export const prorate = (monthlyFee: Minor, billableDays: number, daysOfMonth: number): Minor =>
  minor(halfUp(monthlyFee * BigInt(billableDays), BigInt(daysOfMonth)))
