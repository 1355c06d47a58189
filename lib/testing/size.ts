/** Set by `npm run test:long`. */
export const longVariable = 'KONTOR_TEST_LONG'

/** Whether storms, killers and random inputs run in their full size. */
export const isLong = process.env[longVariable] === '1'

/**
 * How many of something a test tries: all of them in `npm run test:long`, a tenth in `npm test`.
 * @param full in `npm run test:long`.
 * @param least what the test needs to prove anything at all.
 */
export const size = (full: number, least = 1): number => (isLong ? full : Math.max(least, Math.round(full / 10)))
