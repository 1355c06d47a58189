import type { Pico } from '@/lib/core/money/amount'
import { computeUnits } from '@/lib/core/plans/compute-units'
import type { Quantity } from '@/lib/core/usage/price'
import type { Account } from './account'
import { type Biller, type Charge, waterfalls } from './biller'

const one = 10n ** 12n

/** How a job's cost becomes compute units where the org has no plan that says so. */
const plainRatio = { base: 0n, perCost: one, ceiling: null }

/**
 * What a use costs under a biller: its price, and the units that quota and unit grants count. Document units are the
 * quantity itself; compute units come from the price by the ratio of the plan (Q5), unless they are what was measured.
 */
export const chargeOf = (account: Account, biller: Biller, meter: string, quantity: Quantity, amount: Pico): Charge => {
  const { unit } = waterfalls[biller]
  if (unit === '') return { amount, units: 0n }
  if (unit === meter) return { amount, units: quantity }
  if (unit === 'doc.units') return { amount, units: 0n }
  return { amount, units: computeUnits(account.plan?.ratio ?? plainRatio, amount) }
}
