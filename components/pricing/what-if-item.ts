/** Decimal text; `percent` is null where there was nothing before. */
export type AmountsItem = {
  readonly before: string
  readonly after: string
  readonly difference: string
  readonly percent: string | null
}

export type OrgsItem = {
  /** How many there are; the rows may be fewer. */
  readonly count: number
  readonly rows: readonly (AmountsItem & { readonly org: string; readonly name: string; readonly unpriced: boolean })[]
}

/** What the last months would have been at other prices. */
export type WhatIfItem = {
  readonly currency: string
  /** How many organizations are on the book. */
  readonly orgs: number
  readonly hasUsage: boolean
  readonly total: AmountsItem
  /** The last one is the running month. */
  readonly months: readonly (AmountsItem & { readonly month: string })[]
  readonly parts: readonly (AmountsItem & { readonly kind: string; readonly name: string; readonly spoken: string })[]
  readonly more: OrgsItem
  readonly less: OrgsItem
  readonly same: number
  readonly unpriced: readonly {
    readonly kind: 'skill' | 'usage'
    readonly name: string
    /** As declared; the name is the id. */
    readonly spoken: string
    readonly before: string
    readonly orgs: readonly string[]
  }[]
  readonly refused: readonly {
    readonly org: string
    readonly name: string
    readonly month: string
    readonly sentence: string
  }[]
}

export const sideColours = { before: 'var(--chart-3)', after: 'var(--chart-1)' } as const
