import type { Quantity } from '@/lib/core/usage/price'

/** The shares of a quota at which its owner is told (Q3). */
export const thresholdPercents = [80, 100] as const

/** `at` is the smallest use that has reached the percentage. */
export type Threshold = { readonly percent: (typeof thresholdPercents)[number]; readonly at: Quantity }

/** The thresholds of a quota, in order. A quota of nothing has none: there is nothing to use up. */
export const thresholds = (quota: Quantity): Threshold[] =>
  quota <= 0n ? [] : thresholdPercents.map((percent) => ({ percent, at: (quota * BigInt(percent) + 99n) / 100n }))

/**
 * Those thresholds that use crossed on its way from `before` to `after`, in order: `before` had not reached them, `after`
 * has. Over any split of a period's usage each is crossed once. Use that falls crosses none.
 */
export const crossed = (before: Quantity, after: Quantity, quota: Quantity): Threshold[] =>
  thresholds(quota).filter(({ at }) => before < at && at <= after)

/** Those thresholds that use has reached: what a smaller quota brings about at once. */
export const reached = (used: Quantity, quota: Quantity): Threshold[] =>
  thresholds(quota).filter(({ at }) => at <= used)
