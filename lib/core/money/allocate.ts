import type { Minor, Pico } from './amount'

/**
 * Splits an amount by weights so that the parts add up to it exactly: each part is rounded down, and what is left goes,
 * a unit each, to the largest remainders; of equal ones to the first.
 * @param weights not negative; at least one above zero where the amount is not zero.
 * @param amount not negative.
 */
export const allocate = <M extends Minor | Pico>(amount: M, weights: readonly number[]): M[] => {
  const total = weights.reduce((sum, weight) => sum + BigInt(weight), 0n)
  if (amount === 0n) return weights.map(() => 0n as M)
  if (amount < 0n || total <= 0n) throw new RangeError('allocate needs an amount and weights that are not negative')
  const parts = weights.map((weight, place) => {
    const share = amount * BigInt(weight)
    return { place, floor: share / total, remainder: share % total }
  })
  const left = Number(amount - parts.reduce((sum, { floor }) => sum + floor, 0n))
  const favoured = new Set(
    [...parts]
      .sort((a, b) => (a.remainder === b.remainder ? a.place - b.place : a.remainder > b.remainder ? -1 : 1))
      .slice(0, left)
      .map(({ place }) => place),
  )
  return parts.map(({ place, floor }) => (floor + (favoured.has(place) ? 1n : 0n)) as M)
}
