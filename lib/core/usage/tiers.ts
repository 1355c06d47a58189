import { type Pico, pico } from '@/lib/core/money/amount'
import { type Refused, refuse } from '@/lib/core/refusal'
import { priceQuantity, type Quantity } from './price'

/**
 * One step of a tiered price. It holds the quantities above the end of the tier before it, up to and including `upTo`;
 * null is open. `flat` is owed once as soon as the period's quantity reaches into the tier.
 */
export type Tier = { readonly upTo: Quantity | null; readonly unitPrice: Pico; readonly flat?: Pico }

/** How a meter's quantity of one period becomes money. `minimum` is the least that a period with any usage costs. */
export type PriceModel = (
  | { readonly kind: 'per_unit'; readonly price: Pico }
  | { readonly kind: 'package'; readonly size: Quantity; readonly price: Pico }
  | { readonly kind: 'graduated'; readonly tiers: readonly Tier[] }
  | { readonly kind: 'volume'; readonly tiers: readonly Tier[] }
) & { readonly minimum?: Pico }

/**
 * What a period's total quantity costs. Nothing used costs nothing: flat amounts and the minimum are owed from the first
 * use on, so that increments from zero add up to the total. `graduated` prices each part by its own tier, `volume` the
 * whole by the tier it ends in (there, more can cost less), `package` counts begun packages. Whole quantities are exact;
 * a fractional one is rounded once per tier, half-up at the twelfth place.
 * @param model one that `checkModel` let through.
 * @throws RangeError where the quantity is negative.
 */
export const priceTotal = (model: PriceModel, quantity: Quantity): Pico => {
  if (quantity < 0n) throw new RangeError(`a period cannot have used ${quantity}`)
  if (quantity === 0n) return pico(0n)
  const charge = chargeOf(model, quantity)
  return model.minimum !== undefined && model.minimum > charge ? model.minimum : charge
}

/**
 * What `quantity` more costs after `before` was used in the same period: the difference of the two totals, so that the
 * increments of any split add up to the total exactly. Negative where usage is taken back, or where a volume tier makes
 * all units cheaper.
 */
export const priceIncrement = (model: PriceModel, before: Quantity, quantity: Quantity): Pico =>
  pico(priceTotal(model, before + quantity) - priceTotal(model, before))

/**
 * Refuses a model that has no single meaning: a negative price, flat amount or minimum, a package of nothing, tiers that
 * do not ascend from above zero to exactly one open end. Null where the model is sound.
 */
export const checkModel = (model: PriceModel): Refused<'invalid_price'> | null => {
  if ((model.minimum ?? 0n) < 0n) return invalid('The minimum of a period cannot be negative.')
  if (model.kind === 'graduated' || model.kind === 'volume') return checkTiers(model.tiers)
  if (model.price < 0n) return invalid('A price cannot be negative.')
  return model.kind === 'package' && model.size <= 0n ? invalid('A package must hold more than nothing.') : null
}

const chargeOf = (model: PriceModel, quantity: Quantity): Pico => {
  switch (model.kind) {
    case 'per_unit':
      return priceQuantity(quantity, model.price)
    case 'package':
      return pico(((quantity + model.size - 1n) / model.size) * model.price)
    case 'graduated':
      return graduated(model.tiers, quantity)
    case 'volume':
      return volume(model.tiers, quantity)
  }
}

const graduated = (tiers: readonly Tier[], quantity: Quantity): Pico => {
  let charge = 0n
  let start = 0n
  for (const { upTo, unitPrice, flat = 0n } of tiers) {
    if (quantity <= start) break
    const end = upTo === null || quantity < upTo ? quantity : upTo
    charge += flat + priceQuantity(end - start, unitPrice)
    start = end
  }
  return pico(charge)
}

const volume = (tiers: readonly Tier[], quantity: Quantity): Pico => {
  const tier = tiers.find(({ upTo }) => upTo === null || quantity <= upTo)
  if (tier === undefined) throw new RangeError(`no tier holds ${quantity}: the last one must be open`)
  return pico((tier.flat ?? 0n) + priceQuantity(quantity, tier.unitPrice))
}

const checkTiers = (tiers: readonly Tier[]): Refused<'invalid_price'> | null => {
  if (tiers.at(-1)?.upTo !== null) return invalid('The last tier must be open.')
  let start = 0n
  for (const [index, { upTo, unitPrice, flat = 0n }] of tiers.entries()) {
    if (unitPrice < 0n || flat < 0n) return invalid('A price cannot be negative.', index)
    if (upTo === null) {
      if (index < tiers.length - 1) return invalid('Only the last tier can be open.', index)
    } else if (upTo <= start) return invalid('Each tier must end above the one before it.', index)
    else start = upTo
  }
  return null
}

const invalid = (sentence: string, index?: number): Refused<'invalid_price'> =>
  refuse('invalid_price', sentence, index === undefined ? {} : { tier: index + 1 })
