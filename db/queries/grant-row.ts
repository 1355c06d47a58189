import { readPico } from '@/db/columns'
import type { Grant } from '@/lib/core/funding/grant'

type Sum = 'granted' | 'remaining' | 'held' | 'used' | 'expired' | 'refunded'

/** The amounts of a grant as a query answers them. */
export type GrantSums = { readonly [Name in Sum]: string }

export const readGrantSums = (row: GrantSums): Pick<Grant, Sum> => ({
  granted: readPico(row.granted),
  remaining: readPico(row.remaining),
  held: readPico(row.held),
  used: readPico(row.used),
  expired: readPico(row.expired),
  refunded: readPico(row.refunded),
})

/** Microseconds since the epoch as text, as `micros()` gives them, in nanoseconds. */
export const nanoseconds = (micros: string): bigint => BigInt(micros) * 1000n
