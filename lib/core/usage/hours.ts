import { halfUp } from '@/lib/core/money/round'
import type { Quantity } from './price'

/** Seconds of one unit of time, as meters name them. */
const seconds: Readonly<Record<string, bigint>> = {
  second: 1n,
  seconds: 1n,
  minute: 60n,
  minutes: 60n,
  hour: 3600n,
  hours: 3600n,
}

/** How long was used, of what is measured in time: hours, added exactly and rounded once. The rest counts nothing. */
export const usageHours = (uses: readonly { readonly unit: string; readonly quantity: Quantity }[]): Quantity =>
  halfUp(
    uses.reduce((total, { unit, quantity }) => total + quantity * (seconds[unit] ?? 0n), 0n),
    3600n,
  )
