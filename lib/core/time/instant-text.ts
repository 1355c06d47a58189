import type { Temporal } from 'temporal-polyfill'

const million = 1_000_000n

/**
 * An instant as ISO-8601 in UTC, exactly as `toString()` writes it: seconds, and as many decimals as it has. Written by
 * the platform's own calendar where it has no more than milliseconds, which takes a twentieth of the time.
 */
export const instantText = (instant: Temporal.Instant): string => {
  if (instant.epochNanoseconds % million !== 0n) return instant.toString()
  const text = new Date(instant.epochMilliseconds).toISOString()
  if (text.length !== 24) return instant.toString()
  if (text.endsWith('.000Z')) return `${text.slice(0, 19)}Z`
  return `${text.slice(0, -1).replace(/0+$/, '')}Z`
}
