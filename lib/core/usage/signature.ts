import type { Temporal } from 'temporal-polyfill'
import { canonicalJson } from '@/lib/core/invoices/canonical'

/** One input of an operation. `size` is in bytes, a safe integer; `digest` is that of the content. */
export type OperationInput = { readonly name: string; readonly size: number; readonly digest: string }

const windowNanoseconds = 5n * 60n * 1_000_000_000n

/**
 * The one text of a set of inputs (L4): the same set in any order and with repeats has the same text, different sets
 * have different ones, whatever characters the names hold. Its hash is the key under which an operation is remembered.
 * @throws RangeError where a size is no safe integer.
 */
export const inputSignature = (inputs: readonly OperationInput[]): string =>
  canonicalJson([...new Set(inputs.map(({ name, size, digest }) => canonicalJson([name, size, digest])))].sort())

/**
 * True where the same inputs were seen less than five minutes ago (L4): the operation repeats and is not counted again.
 * The window is half-open: at five minutes it is new. So is what was seen only after `now`, or never.
 */
export const isRepeat = (lastSeenAt: Temporal.Instant | null, now: Temporal.Instant): boolean => {
  if (lastSeenAt === null) return false
  const passed = now.epochNanoseconds - lastSeenAt.epochNanoseconds
  return passed >= 0n && passed < windowNanoseconds
}
