import type { Biller } from '@/lib/core/funding/biller'

/** Usage that could not be paid when it came in, as far as it is not paid yet. Instants are ISO-8601, amounts decimal text. */
export type DebtItem = {
  readonly org: string
  readonly orgName: string
  readonly key: string
  /** The key under which it was first reported; differs from `key` if it was amended since. */
  readonly toldAs: string
  /** The meter by its name. */
  readonly meter: string
  /** In the unit that is shown, decimal text. */
  readonly quantity: string
  /** Empty if the meter has none. */
  readonly unit: string
  readonly amount: string
  readonly currency: string
  /** In force when it was used. */
  readonly biller: Biller
  /** Whether the organization has left that biller since. */
  readonly former: boolean
  readonly usedAt: string
  readonly keptAt: string
  /** Whole days since it came in. */
  readonly ageDays: number
}

export type DebtSum = { readonly currency: string; readonly count: number; readonly amount: string }

/** Why nothing paid for it, or what will. */
export const reasonOf = ({ biller, former }: Pick<DebtItem, 'biller' | 'former'>): string =>
  former ? reasonWords[biller] : 'Waits for funds: new funds pay for it before any newer usage.'

const reasonWords: Readonly<Record<Biller, string>> = {
  prepaid: 'Used while prepaid: the credit did not cover it.',
  free_credit: 'Used while on free credit: neither the free credit nor the spend cap covered it.',
  linked: 'Used while billed through linked installations: neither the free units nor the spend cap covered it.',
  plan_quota: 'Used while on a weekly quota: neither the quota nor the extras covered it.',
  invoice: 'Used while billed by invoice: it could not be put on the bill.',
}

export const ageWords = (days: number): string => (days === 0 ? 'today' : days === 1 ? '1 day ago' : `${days} days ago`)
