import { picoPlaces } from './amount'
import { formatDecimal, parseDecimal } from './decimal'

/** Money at twelve places as every answer says it: at least two decimals, and no zeros beyond them. `4.25`, `0.00001`. */
export const moneyText = (amount: bigint): string => formatDecimal(amount, picoPlaces, 2)

/** A quantity at twelve places as every answer says it: without zeros that say nothing. `1000`, `417.5`. */
export const quantityText = (quantity: bigint): string => formatDecimal(quantity, picoPlaces, 0)

/** Whether an asset is money. Every other one is a meter, whose units are counted. */
export const isCurrency = (asset: string): boolean => /^[A-Z]{3}$/.test(asset)

/** An amount of an asset: money of a currency (`CHF`), or a quantity of a meter. */
export const amountText = (amount: bigint, asset: string): string =>
  isCurrency(asset) ? moneyText(amount) : quantityText(amount)

/**
 * A quantity that arrives as text, as from the database or a caller, said as all others are: `1000` for `1000.000000000000`
 * and for `1e3`.
 * @throws RangeError where the text is no decimal of twelve places.
 */
export const plainQuantity = (text: string): string => {
  const read = parseDecimal(text, picoPlaces)
  if (read === null) throw new RangeError(`${text} is no quantity`)
  return quantityText(read)
}
