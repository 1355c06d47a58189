import fc from 'fast-check'
import { expect, test } from 'vitest'
import { crossed, thresholdPercents, thresholds } from './thresholds'

const percents = (before: bigint, after: bigint, quota: bigint): number[] =>
  crossed(before, after, quota).map(({ percent }) => percent)

test.each<[bigint, bigint, bigint, number[]]>([
  [0n, 79n, 100n, []],
  [0n, 80n, 100n, [80]],
  [79n, 80n, 100n, [80]],
  [80n, 99n, 100n, []],
  [80n, 100n, 100n, [100]],
  [0n, 500n, 100n, [80, 100]],
  [100n, 500n, 100n, []],
  [90n, 70n, 100n, []],
  [0n, 8n, 11n, []],
  [0n, 9n, 11n, [80]],
  [0n, 1n, 1n, [80, 100]],
  [0n, 0n, 1n, []],
  [0n, 5n, 0n, []],
])('from %s to %s of a quota of %s crosses %j', (before, after, quota, expected) => {
  expect(percents(before, after, quota)).toEqual(expected)
})

const quotas = fc.oneof(fc.bigInt(1n, 300n), fc.bigInt(1n, 10n ** 26n))

test('a threshold is the smallest use that reaches its percentage', () => {
  fc.assert(
    fc.property(quotas, (quota) => {
      const all = thresholds(quota)
      expect(all.map(({ percent }) => percent)).toEqual(thresholdPercents)
      for (const { percent, at } of all) {
        expect(at * 100n >= quota * BigInt(percent)).toBe(true)
        expect((at - 1n) * 100n < quota * BigInt(percent)).toBe(true)
      }
      expect(all.at(-1)?.at).toBe(quota)
    }),
  )
})

test.each([0n, -1n])('a quota of %s has no thresholds', (quota) => {
  expect(thresholds(quota)).toEqual([])
})

test('over any split of the usage every threshold it reaches is crossed exactly once, in order', () => {
  const parts = fc.array(fc.bigInt(0n, 40n), { maxLength: 30 })
  fc.assert(
    fc.property(fc.bigInt(0n, 300n), parts, (quota, all) => {
      let used = 0n
      const seen = all.flatMap((part) => {
        const before = used
        used += part
        return percents(before, used, quota)
      })
      const reached = thresholdPercents.filter((percent) => quota > 0n && used * 100n >= quota * BigInt(percent))
      expect(seen).toEqual(reached)
    }),
  )
})

test('use that lands exactly on a threshold has crossed it, and the next use does not cross it again', () => {
  fc.assert(
    fc.property(quotas, (quota) => {
      for (const { percent, at } of thresholds(quota)) {
        expect(percents(at - 1n, at, quota)).toContain(percent)
        expect(percents(at, at + 1n, quota)).not.toContain(percent)
      }
    }),
  )
})
