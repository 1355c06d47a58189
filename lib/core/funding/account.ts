import type { Pico } from '@/lib/core/money/amount'
import type { Month } from '@/lib/core/time/day'
import type { UnitPolicy } from '@/lib/core/usage/doc-units'
import type { Quantity } from '@/lib/core/usage/price'
import type { BillerSwitch } from './biller'
import type { Grant } from './grant'
import type { Part } from './waterfall'

/** Postpaid money of a civil month: spent, and held for work that is under way. */
export type MonthSpend = { readonly spent: Pico; readonly held: Pico }

/** The current week of a plan's quota, half-open, in nanoseconds. `used + held` never exceeds `quota`. */
export type QuotaWeek = {
  readonly id: string
  readonly startsAt: bigint
  readonly endsAt: bigint
  readonly quota: Quantity
  readonly used: Quantity
  readonly held: Quantity
}

export type Plan = {
  readonly plan: string
  readonly version: number
  readonly quota: Quantity
  readonly ratio: { readonly base: Quantity; readonly perCost: Quantity; readonly ceiling: Quantity | null }
  readonly maxMemoryMb: number
  readonly maxVcpus: number
  /** From which the weeks count. */
  readonly periodStartedAt: bigint
}

/** Everything that decides who pays for an org's usage, as it was read at one moment. */
export type Account = {
  readonly org: string
  readonly currency: string
  readonly zone: string
  readonly switches: readonly BillerSwitch[]
  /** K8: whether free grants still count. */
  readonly freeCredit: boolean
  /** Whether it ever was granted any. */
  readonly hadFreeCredit: boolean
  readonly card: boolean
  readonly subscribed: boolean
  readonly cap: Pico | null
  /** Those with something remaining, held or to be withheld, and those that expired with something left, if usage from before needs them. */
  readonly grants: readonly Grant[]
  readonly months: ReadonlyMap<Month, MonthSpend>
  readonly plan: Plan | null
  readonly week: QuotaWeek | null
  /** Whether usage waits that could not be paid: it is paid before anything newer. */
  readonly short: boolean
  /** When the latest of it was used, in nanoseconds; null if it is not known. */
  readonly shortSince: bigint | null
  readonly limits: Limits
  /** How documents are counted in units (M7). */
  readonly unitPolicy: UnitPolicy
}

export const plainUnitPolicy: UnitPolicy = { pagesPerUnit: 1, bytesPerUnit: 1_048_576, minimumUnits: 1 }

/** What the gate holds an org to besides its funds. */
export type Limits = {
  readonly maxDiskMb: number
  readonly tier: Tier
  /** Of the tier `custom`. */
  readonly concurrency: number | null
}

/** How much may run at once, by what is paid for (G7). */
export const tiers = { base: 5, pro: 100, pro_plus: 600, pro_plus_plus: 1000 } as const
export type Tier = keyof typeof tiers | 'custom'

/** What a grant is counted in. */
export const assetOf = (account: Account, id: string): string => {
  const grant = account.grants.find((each) => each.id === id)
  if (!grant) throw new RangeError(`the account of ${account.org} has no grant ${id}`)
  return grant.asset
}

/**
 * Whether something is held of a grant that the account does not know: then the account was read before, or the reservation
 * is closed since, and what is decided from the two together is of no moment.
 */
export const knowsNot = (account: Account, held: readonly Part[]): boolean =>
  held.some(
    ({ source, amount, units }) =>
      (amount > 0n || units > 0n) &&
      !/^(postpaid|week):/.test(source) &&
      !account.grants.some(({ id }) => id === source),
  )

export const concurrencyOf = ({ tier, concurrency }: Limits): number =>
  tier === 'custom' ? (concurrency ?? tiers.base) : tiers[tier]
