import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { instantText } from './instant-text'

test('an instant is written as toString writes it, whatever its decimals and its year', () => {
  const nanoseconds = fc.oneof(
    fc.bigInt({ min: -(8n * 10n ** 21n), max: 8n * 10n ** 21n }),
    fc.bigInt({ min: 0n, max: 4n * 10n ** 9n }).map((seconds) => seconds * 10n ** 9n),
    fc.bigInt({ min: 0n, max: 4n * 10n ** 12n }).map((milliseconds) => milliseconds * 10n ** 6n),
    fc.bigInt({ min: 0n, max: 4n * 10n ** 11n }).map((centiseconds) => centiseconds * 10n ** 7n),
  )
  fc.assert(
    fc.property(nanoseconds, (epoch) => {
      const instant = Temporal.Instant.fromEpochNanoseconds(epoch)
      expect(instantText(instant)).toBe(instant.toString())
    }),
    { numRuns: 2000 },
  )
})
