import { type Pico, pico, picoPlaces } from '@/lib/core/money/amount'
import { halfUp } from '@/lib/core/money/round'

/** A measured quantity at twelve decimal places. `1_000_000_000_000n` is one unit. */
export type Quantity = bigint

export const quantityPlaces = 12
const one = 10n ** BigInt(picoPlaces)

/**
 * Quantity times unit price (M3). Whole quantities are exact; a fractional one is rounded once, half-up at the twelfth
 * place. One of the two places where money changes its scale.
 */
export const priceQuantity = (quantity: Quantity, unitPrice: Pico): Pico => pico(halfUp(quantity * unitPrice, one))
