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
  /** Why, in the publisher's words; may be empty. */
  readonly note?: string
  readonly monthlyFee: string
  readonly setupFee: string
  /** Named as declared; the price of a meter is that of the unit beside it. */
  readonly skills: readonly (SkillPrice & { readonly skill: string })[]
  readonly meters: readonly (MeterPrice & { readonly name: string })[]
}

/** What the form of a draft hands to its action. Amounts are decimal text. */
export type PriceDraftInput = {
  readonly book: string
  readonly currency: string
  /** The version of the draft the form was made from; 0 where there was none. */
  readonly expected: number
  /** The version of the book that the draft follows; 0 for a new book. */
  readonly baseVersion: number
  readonly effectiveFrom: string
  readonly note: string
  readonly monthlyFee: string
  readonly setupFee: string
  readonly skills: readonly SkillPrice[]
  readonly meters: readonly MeterPrice[]
}

export type Prices = Pick<PriceDraftInput, 'monthlyFee' | 'setupFee' | 'skills' | 'meters'>
