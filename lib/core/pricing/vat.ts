import type { TaxTreatment } from '@/lib/core/invoices/snapshot'
import { type Minor, minor, sum } from '@/lib/core/money/amount'
import { parseDecimal } from '@/lib/core/money/decimal'
import { halfUp } from '@/lib/core/money/round'
import type { Day } from '@/lib/core/time/day'

/** A rate of the law from a day on; `rate` is percent with two places: `8.10`. */
export type TaxRate = { readonly version: number; readonly effectiveOn: Day; readonly rate: string }

export type TaxedAmount = { readonly amount: Minor; readonly taxRate: string; readonly treatment: TaxTreatment }
export type TaxRow = {
  readonly rate: string
  readonly treatment: TaxTreatment
  readonly base: Minor
  readonly tax: Minor
}

export const zeroRate = '0.00'

/** The rate in force on the day of supply (I3), of two for the same day the newer version; null before the first. */
export const rateOn = (rates: readonly TaxRate[], day: Day): string | null => {
  let best: TaxRate | null = null
  for (const rate of rates) {
    if (rate.effectiveOn > day) continue
    const later = best === null || rate.effectiveOn > best.effectiveOn
    if (later || (rate.effectiveOn === best?.effectiveOn && rate.version > best.version)) best = rate
  }
  return best?.rate ?? null
}

/** Tax on a base: rounded once, half-up. */
export const taxOn = (base: Minor, rate: string): Minor => {
  const hundredths = parseDecimal(rate, 2)
  if (hundredths === null) throw new RangeError(`not a tax rate: ${rate}`)
  return minor(halfUp(base * hundredths, 10_000n))
}

/**
 * The tax summary: one row per rate and treatment, lowest rate first; bases add up to the net, each tax is rounded once.
 */
export const summarise = (lines: readonly TaxedAmount[]): TaxRow[] => {
  const rows = new Map<string, { rate: string; treatment: TaxTreatment; base: Minor }>()
  for (const { amount, taxRate: rate, treatment } of lines) {
    const key = `${rate.padStart(6, '0')} ${treatment}`
    rows.set(key, { rate, treatment, base: sum([rows.get(key)?.base ?? minor(0n), amount]) })
  }
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => ({ ...row, tax: taxOn(row.base, row.rate) }))
}
