export type SkillPrice = { readonly name: string /** Decimal text. */; readonly pricePerDay: string }

export type MeterPrice = {
  readonly meter: string
  readonly unit: string
  /** Decimal text, up to twelve places. */
  readonly price: string
}

/** One published version of a price book. It is never edited; the next version replaces it from its day on. */
export type PriceVersion = {
  readonly version: number
  /** First day it is in force, `YYYY-MM-DD`. */
  readonly effectiveFrom: string
  readonly state: 'current' | 'scheduled' | 'past'
  /** ISO-8601 instant. */
  readonly publishedAt: string
  readonly publishedBy: string
  readonly monthlyFee: string
  readonly setupFee: string
  readonly skills: readonly SkillPrice[]
  readonly meters: readonly MeterPrice[]
}

/** What the form for a new version hands to its action. Amounts are decimal text. */
export type PriceVersionInput = {
  readonly book: string
  readonly effectiveFrom: string
  readonly monthlyFee: string
  readonly setupFee: string
  readonly skills: readonly SkillPrice[]
  readonly meters: readonly MeterPrice[]
}
