import { readAmount } from '@/components/credits/read-amount'
import { minorPlaces } from '@/lib/core/money/amount'
import { formatDecimal } from '@/lib/core/money/decimal'
import type { RechargeTerms } from './recharge-item'

export type TypedTerms = { readonly threshold: string; readonly amount: string; readonly monthlyCap: string }
/** What is wrong with a field: no amount, an amount that no recharge may be of, or a cap that leaves room for none. */
export type TermFault = 'noAmount' | 'outOfRange' | 'capTooLow'

/** Terms as they were typed, or what is wrong with each. An empty cap is none. */
export const readTerms = (
  typed: TypedTerms,
  limits: { readonly least: string; readonly most: string },
): { readonly terms: RechargeTerms } | { readonly faults: Partial<Record<keyof TypedTerms, TermFault>> } => {
  const hasCap = typed.monthlyCap.trim() !== ''
  const [threshold, amount] = [readAmount(typed.threshold), readAmount(typed.amount)]
  const cap = hasCap ? readAmount(typed.monthlyCap) : null
  const [least, most] = [readAmount(limits.least) ?? 0n, readAmount(limits.most) ?? 0n]
  const faults: Partial<Record<keyof TypedTerms, TermFault>> = {
    ...(threshold === null ? { threshold: 'noAmount' } : {}),
    ...(amount === null ? { amount: 'noAmount' } : amount < least || amount > most ? { amount: 'outOfRange' } : {}),
    ...(hasCap && cap === null ? { monthlyCap: 'noAmount' } : {}),
    ...(cap !== null && amount !== null && cap < amount ? { monthlyCap: 'capTooLow' } : {}),
  }
  if (threshold === null || amount === null || Object.keys(faults).length > 0) return { faults }
  const text = (value: typeof amount) => formatDecimal(value, minorPlaces)
  return { terms: { threshold: text(threshold), amount: text(amount), monthlyCap: cap === null ? null : text(cap) } }
}
