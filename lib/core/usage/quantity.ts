import { parseDecimal } from '@/lib/core/money/decimal'
import { type Refused, refuse } from '@/lib/core/refusal'
import { type Quantity, quantityPlaces } from './price'

const most = 10n ** 26n

/** Reads a measured quantity: not negative, at most twelve decimal places and fourteen digits before them. */
export const readQuantity = (value: string | number): Quantity | Refused<'invalid_quantity'> => {
  const text = typeof value === 'number' ? String(value) : value.trim()
  const quantity = parseDecimal(text, quantityPlaces)
  if (quantity === null) {
    return refuse('invalid_quantity', `"${text.slice(0, 40)}" is no quantity of at most ${quantityPlaces} decimals.`)
  }
  if (quantity < 0n) return refuse('invalid_quantity', 'A quantity can not be negative.')
  return quantity < most ? quantity : refuse('invalid_quantity', 'The quantity is too large.')
}
