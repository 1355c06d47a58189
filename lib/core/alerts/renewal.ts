import type { Minor } from '@/lib/core/money/amount'

/** A subscription, as far as its renewal is concerned. Instants are epoch nanoseconds. */
export type Renewing = {
  readonly status: string
  readonly price: Minor
  readonly periodEndsAt: bigint
  /** When it is to end; null is never. */
  readonly endsAt: bigint | null
  readonly endedAt: bigint | null
}

const aheadDays = 7n
const dayNanoseconds = 24n * 3600n * 1_000_000_000n

/** Whether a subscription is renewed for money within seven days: one that is to end by then is not, nor is one that is unpaid. */
export const isRenewedSoon = ({ status, price, periodEndsAt, endsAt, endedAt }: Renewing, now: bigint): boolean =>
  status === 'active' &&
  price > 0n &&
  endedAt === null &&
  (endsAt === null || endsAt > periodEndsAt) &&
  periodEndsAt > now &&
  periodEndsAt - now <= aheadDays * dayNanoseconds
