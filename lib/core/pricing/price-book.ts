import type { Currency } from '@/lib/core/invoices/snapshot'
import type { Minor, Pico } from '@/lib/core/money/amount'
import type { Day } from '@/lib/core/time/day'

export type MeterPrice = { readonly unit: string; readonly price: Pico }

export type PriceBookVersion = {
  readonly version: number
  readonly effectiveOn: Day
  readonly monthlyFee: Minor
  readonly setupFee: Minor
  /** Price per tenant and billable day, by skill. */
  readonly skills: ReadonlyMap<string, Pico>
  readonly meters: ReadonlyMap<string, MeterPrice>
}

export type PriceBook = {
  readonly name: string
  readonly currency: Currency
  readonly versions: readonly PriceBookVersion[]
}

/**
 * The version in force on a civil day: the latest effective day not after it; of two for the same day the newer
 * version. Null before the first.
 */
export const inForce = <Version extends Pick<PriceBookVersion, 'version' | 'effectiveOn'>>(
  book: { readonly versions: readonly Version[] },
  day: Day,
): Version | null => {
  let best: Version | null = null
  for (const version of book.versions) {
    if (version.effectiveOn > day) continue
    const later = best === null || version.effectiveOn > best.effectiveOn
    if (later || (version.effectiveOn === best?.effectiveOn && version.version > best.version)) best = version
  }
  return best
}

/** The book as it was when `version` was its newest: what a computation of that time could see. */
export const asOfVersion = (book: PriceBook, version: number): PriceBook => ({
  ...book,
  versions: book.versions.filter((each) => each.version <= version),
})

export const latestVersion = (book: PriceBook): number =>
  book.versions.reduce((latest, each) => (each.version > latest ? each.version : latest), 0)
