import { type Pico, picoPlaces } from '@/lib/core/money/amount'
import { halfUp } from '@/lib/core/money/round'
import type { Quantity } from '@/lib/core/usage/price'

/** How a plan version turns a job's cost into compute units. `perCost` is units for one unit of money. */
export type ComputeRatio = { readonly base: Quantity; readonly perCost: Quantity; readonly ceiling: Quantity | null }

const one = 10n ** BigInt(picoPlaces)

/**
 * The compute units of one job (Q5): the base and the ratio's share of its cost, at most the ceiling where there is one.
 * Rounded once, half-up at the twelfth place.
 * @throws RangeError where the cost or a part of the ratio is negative.
 */
export const computeUnits = ({ base, perCost, ceiling }: ComputeRatio, cost: Pico): Quantity => {
  if (cost < 0n || base < 0n || perCost < 0n || (ceiling ?? 0n) < 0n) {
    throw new RangeError('compute units need a cost and a ratio that are not negative')
  }
  const units = base + halfUp(perCost * cost, one)
  return ceiling !== null && ceiling < units ? ceiling : units
}
