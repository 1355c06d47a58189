import { type Refused, refuse } from '@/lib/core/refusal'

/** A count of whole things. A `number` must be a safe integer. */
export type Count = bigint | number

/** What one document unit holds, and the least that one document costs. */
export type UnitPolicy = { readonly pagesPerUnit: Count; readonly bytesPerUnit: Count; readonly minimumUnits: Count }

/**
 * The units of one document (M7): the larger of its two axes, pages and bytes, each counted in begun units, and never
 * less than the policy's minimum or one. The same on the portal and on a linked instance.
 * @returns a refusal where pages or bytes are negative or no whole number.
 * @throws RangeError where the policy is not made of whole numbers, a unit holds nothing, or the minimum is negative.
 */
export const docUnits = (
  document: { readonly pages: Count; readonly bytes: Count },
  policy: UnitPolicy,
): bigint | Refused<'invalid_quantity'> => {
  const pagesPerUnit = policyCount(policy.pagesPerUnit, 1n)
  const bytesPerUnit = policyCount(policy.bytesPerUnit, 1n)
  const minimum = policyCount(policy.minimumUnits, 0n)
  const pages = wholeOf(document.pages)
  const bytes = wholeOf(document.bytes)
  if (pages === null || pages < 0n) return refuse('invalid_quantity', 'The pages of a document are a whole number.')
  if (bytes === null || bytes < 0n) return refuse('invalid_quantity', 'The bytes of a document are a whole number.')
  return largest([1n, minimum, begun(pages, pagesPerUnit), begun(bytes, bytesPerUnit)])
}

const wholeOf = (count: Count): bigint | null => {
  if (typeof count === 'bigint') return count
  return Number.isSafeInteger(count) ? BigInt(count) : null
}

const policyCount = (count: Count, least: bigint): bigint => {
  const whole = wholeOf(count)
  if (whole === null || whole < least) throw new RangeError(`a unit policy needs ${least} or more, not ${count}`)
  return whole
}

const begun = (count: bigint, size: bigint): bigint => (count + size - 1n) / size

const largest = (counts: readonly bigint[]): bigint => counts.reduce((most, each) => (each > most ? each : most))
