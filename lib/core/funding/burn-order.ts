import type { Grant } from './grant'

const soonest = (a: bigint | null, b: bigint | null): number => {
  if (a === b) return 0
  if (a === null) return 1
  if (b === null) return -1
  return a < b ? -1 : 1
}

type Placed = Pick<Grant, 'expiresAt' | 'priority' | 'sequence'>

/** The order in which credit is drawn (W2): soonest expiry first and none last, then lowest priority, then oldest. */
export const inBurnOrder = (a: Placed, b: Placed): number =>
  soonest(a.expiresAt, b.expiresAt) ||
  a.priority - b.priority ||
  (a.sequence < b.sequence ? -1 : a.sequence > b.sequence ? 1 : 0)
