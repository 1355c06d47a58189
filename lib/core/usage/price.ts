import { type Pico, pico, picoPlaces } from '@/lib/core/money/amount'
import { formatDecimal } from '@/lib/core/money/decimal'
import { halfUp } from '@/lib/core/money/round'
import { type Refused, refuse } from '@/lib/core/refusal'

/** A measured quantity at twelve decimal places. `1_000_000_000_000n` is one unit. */
export type Quantity = bigint

export const quantityPlaces = 12
const one = 10n ** BigInt(picoPlaces)

/**
 * Quantity times unit price (M3). Whole quantities are exact; a fractional one is rounded once, half-up at the twelfth
 * place. One of the two places where money changes its scale.
 */
export const priceQuantity = (quantity: Quantity, unitPrice: Pico): Pico => pico(halfUp(quantity * unitPrice, one))

/** The first charge that is too large: a quadrillion, so that a thousand of them still fit on an invoice. */
const chargeBound = 10n ** BigInt(15 + picoPlaces)

/** The refusal of a charge that no invoice could hold; null for every other. */
export const tooLarge = (amount: Pico): Refused<'invalid_quantity'> | null =>
  amount < chargeBound
    ? null
    : refuse(
        'invalid_quantity',
        `The quantity is too large: it costs more than can be billed, ${formatDecimal(chargeBound, picoPlaces, 0)}.`,
      )
