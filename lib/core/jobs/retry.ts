/** Work that servers take up by themselves, the oldest first, and that can fail again and again. */
export const retryKinds = [
  'usage',
  'recharge',
  'invoice',
  'invoice_charge',
  'reminder',
  'refund',
  'dunning',
  'reservation',
  'credit',
  'week',
  'books',
] as const
export type RetryKind = (typeof retryKinds)[number]

const [minute, hour] = [60, 3_600]

/** How long work waits when what it needs is away: that says nothing against the work, and counts as no attempt. */
export const passingWait = 30

/**
 * How long work waits after each attempt that failed, in seconds: ten at first, doubled up to six hours, for four weeks.
 * After the last wait it is left to a person.
 */
export const retryWaits: readonly number[] = [
  ...[10, 20, 40, 80, 160, 320].map((seconds) => seconds),
  ...[10, 20, 40, 80, 160].map((minutes) => minutes * minute),
  ...Array.from({ length: 110 }, () => 6 * hour),
]

const passingCodes: readonly string[] = ['stripe_unavailable', 'unavailable', 'stale']

/** Whether a refusal says that something is away, busy or not there yet: the same may succeed in a moment. */
export const isPassingCode = (code: string): boolean => passingCodes.includes(code)
