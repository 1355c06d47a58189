import type { Biller } from '@/lib/core/funding/biller'

/** Usage that could not be paid when it came in, as far as it is not paid yet. Instants are ISO-8601, amounts decimal text. */
export type DebtItem = {
  readonly org: string
  readonly orgName: string
  readonly key: string
  /** The key under which it was first reported; differs from `key` if it was amended since. */
  readonly toldAs: string
  readonly meter: string
  readonly quantity: string
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
  former ? reasonWords[biller] : 'Waits for funds: whatever comes pays it, the oldest first, before anything newer.'

const reasonWords: Readonly<Record<Biller, string>> = {
  prepaid: 'On prepaid then: its credit could not pay for this.',
  free_credit: 'On free credit then: neither free credit nor the bill up to the spend cap could pay for this.',
  linked: 'Linked then: neither the free units nor the bill up to the spend cap could pay for this.',
  plan_quota: 'On a weekly quota then: neither the quota nor extras could pay for this.',
  invoice: 'On invoice then: it could not be put onto the bill.',
}

export const ageWords = (days: number): string => (days === 0 ? 'today' : days === 1 ? '1 day ago' : `${days} days ago`)
