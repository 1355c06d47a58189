import { type Minor, minor, sum } from '@/lib/core/money/amount'
import { parseDecimal } from '@/lib/core/money/decimal'
import { halfUp } from '@/lib/core/money/round'
import type { Day } from '@/lib/core/time/day'

/** A rate of the law from a day on; `rate` is percent with two places: `8.10`. */
export type TaxRate = { readonly version: number; readonly effectiveOn: Day; readonly rate: string }

export type TaxedAmount = { readonly amount: Minor; readonly taxRate: string }
export type TaxRow = { readonly rate: string; readonly base: Minor; readonly tax: Minor }

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

/** The tax summary: one row per rate, lowest first; bases add up to the net, each tax is rounded once. */
export const summarise = (lines: readonly TaxedAmount[]): TaxRow[] => {
  const rates = [...new Set(lines.map((line) => line.taxRate))].sort((a, b) => Number(a) - Number(b))
  return rates.map((rate) => {
    const base = sum(lines.filter((line) => line.taxRate === rate).map((line) => line.amount))
    return { rate, base, tax: taxOn(base, rate) }
  })
}
