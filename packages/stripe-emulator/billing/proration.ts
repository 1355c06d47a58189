import type { Period } from './period'

/** Rounds to the nearest whole unit, halves away from zero, so that a credit and a charge of the same time cancel. */
const nearest = (numerator: bigint, denominator: bigint): number => {
  const magnitude = numerator < 0n ? -numerator : numerator
  const rounded = (magnitude * 2n + denominator) / (denominator * 2n)
  return Number(numerator < 0n ? -rounded : rounded)
}

/**
 * What the rest of a period is worth, to the second, each line rounded by itself.
 * @param amount price of the whole period in the currency's smallest unit.
 * @param at when the rest begins; before the period it is the whole, after it nothing.
 */
export const shareAfter = (amount: number, { start, end }: Period, at: number): number => {
  const rest = Math.min(end - start, Math.max(0, end - at))
  return nearest(BigInt(amount) * BigInt(rest), BigInt(end - start))
}
