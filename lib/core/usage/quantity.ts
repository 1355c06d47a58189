import { formatDecimal } from '@/lib/core/money/decimal'
import { type LongNumber, readWireNumber } from '@/lib/core/money/wire-number'
import { type Refused, refuse } from '@/lib/core/refusal'
import { type Quantity, quantityPlaces } from './price'

/** The first quantity that is too large: ten quadrillion units. */
const bound = 10n ** BigInt(16 + quantityPlaces)

/**
 * Reads a measured quantity, as text or as a number (`readWireNumber` says how each is read): not negative, at most
 * twelve decimal places and sixteen digits before them.
 */
export const readQuantity = (value: string | number | LongNumber): Quantity | Refused<'invalid_quantity'> => {
  const quantity = readWireNumber(value, quantityPlaces)
  if (quantity === 'too_long') return refuse('invalid_quantity', tooLongSentence(value as LongNumber))
  if (quantity === null) {
    const text = String(value).trim().slice(0, 40)
    return refuse(
      'invalid_quantity',
      `"${text}" is no quantity: send digits, with a point before at most ${quantityPlaces} decimals.`,
    )
  }
  if (quantity < 0n) return refuse('invalid_quantity', 'A quantity cannot be negative.')
  if (quantity < bound) return quantity
  return refuse(
    'invalid_quantity',
    `The quantity is too large: it must be below ${formatDecimal(bound, quantityPlaces, 0)}.`,
  )
}

/** Why a number that a JSON body holds is not taken. */
export const tooLongSentence = ({ text }: LongNumber): string =>
  `${text.slice(0, 40)} has more digits than a JSON number carries; send it as text, in quotation marks.`
