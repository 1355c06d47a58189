import type { Pico } from '@/lib/core/money/amount'
import { type ComputeRatio, computeUnits } from '@/lib/core/plans/compute-units'
import type { Quantity } from '@/lib/core/usage/price'
import type { Account } from './account'
import { type Biller, type Charge, waterfalls } from './biller'

/** One unit for one unit of money: how cost becomes compute units where no plan says otherwise. */
const plainRatio: ComputeRatio = { base: 0n, perCost: 10n ** 12n, ceiling: null }

export const ratioOf = ({ plan }: Pick<Account, 'plan'>): ComputeRatio => plan?.ratio ?? plainRatio

/**
 * What a use costs under a biller: its price, and the units that quota and unit grants count. Document units are the
 * quantity itself; compute units come from the price by the ratio of the plan (Q5), unless they are what was measured.
 */
export const chargeOf = (
  ratio: ComputeRatio,
  biller: Biller,
  meter: string,
  quantity: Quantity,
  amount: Pico,
): Charge => {
  const { unit } = waterfalls[biller]
  if (unit === '') return { amount, units: 0n }
  if (unit === meter) return { amount, units: quantity }
  return { amount, units: unit === 'compute.units' ? computeUnits(ratio, amount) : 0n }
}
