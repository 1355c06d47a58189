import { type Minor, minor, minorPlaces, type Pico, picoPlaces } from '@/lib/core/money/amount'
import { halfUp } from '@/lib/core/money/round'

const step = 10n ** BigInt(picoPlaces - minorPlaces)

/** Brings an exact charge onto an invoice line: rounded once, half-up, to two places. The other place of a new scale. */
export const lineAmount = (charge: Pico): Minor => minor(halfUp(charge, step))
