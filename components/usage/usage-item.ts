import type { MeterWords } from '@/lib/core/usage/meter-words'

/** What a report is about; null is all. Days are `YYYY-MM-DD`, both included. */
export type UsageChoice = {
  readonly from: string
  readonly to: string
  readonly meter: string | null
  /** Empty for usage that names none. */
  readonly resource: string | null
}

export type UsageMeter = {
  readonly meter: string
  readonly unit: string
  readonly words: MeterWords
  readonly quantity: string
  readonly amount: string
  readonly amountBefore: string
  /** In whole per cent; null where there was nothing before. */
  readonly change: number | null
}

export type UsageDay = {
  readonly day: string
  readonly total: string
  readonly events: number
  /** Amounts by meter. */
  readonly meters: Readonly<Record<string, string>>
}

export type UsageResource = {
  readonly resource: string
  readonly meters: readonly string[]
  readonly amount: string
  readonly events: number
}

export type UsageEvent = {
  readonly key: string
  readonly at: string
  readonly meter: string
  readonly unit: string
  readonly words: MeterWords
  readonly resource: string
  readonly quantity: string
  readonly amount: string
  readonly paidBy: string
  readonly priceBook: string
  readonly priceVersion: number
  /** Whether it was taken back or amended; empty if neither. */
  readonly became: '' | 'taken_back' | 'amended'
  /** Whether it takes back or amends an earlier event, and the key of that; both empty if neither. */
  readonly does: '' | 'takes_back' | 'amends'
  readonly originalKey: string
}

/** The address of a report, or of its file. */
export const usageAddress = (path: string, { from, to, meter, resource }: UsageChoice, more: object = {}): string => {
  const query = new URLSearchParams({ from, to })
  if (meter !== null) query.set('meter', meter)
  if (resource !== null) query.set('resource', resource)
  for (const [name, value] of Object.entries(more)) query.set(name, String(value))
  return `${path}?${query}`
}
