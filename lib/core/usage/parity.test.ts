import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareUsage, type ReportedUsage } from './parity'

const of = (quantity: bigint, org = 'org_a', period = '2026-10'): ReportedUsage => ({ org, period, quantity })

test.each<[string, bigint, bigint, string, boolean]>([
  ['equal', 100_000n, 100_000n, '0.000000', false],
  ['exactly 0.007 %', 100_000n, 99_993n, '0.007000', false],
  ['exactly 0.007 %, the other way round', 99_993n, 100_000n, '0.007000', false],
  ['one above 0.007 %', 100_000n, 99_992n, '0.008000', true],
  ['above 0.007 % by less than the share shows', 10n ** 20n, 10n ** 20n - 7n * 10n ** 15n - 1n, '0.007000', true],
  ['below 0.007 % by less than the share shows', 10n ** 20n, 10n ** 20n - 7n * 10n ** 15n + 1n, '0.007000', false],
  ['a half step of the share', 200_000_000n, 199_999_999n, '0.000001', false],
  ['less than a half step of the share', 200_000_001n, 200_000_000n, '0.000000', false],
  ['half', 2n, 1n, '50.000000', true],
  ['two thirds', 1n, 3n, '66.666667', true],
  ['nothing on the left', 0n, 1n, '100.000000', true],
  ['nothing on both sides', 0n, 0n, '0.000000', false],
])('%s', (_, left, right, share, flagged) => {
  expect(compareUsage([of(left)], [of(right)])).toEqual([
    { ...{ org: 'org_a', period: '2026-10', left, right, difference: left - right }, share, flagged },
  ])
})

test('a side that says nothing is zero: flagged, unless the other says zero', () => {
  const rows = compareUsage([of(5n, 'a'), of(0n, 'b')], [of(7n, 'c'), of(0n, 'd')])
  expect(rows.map(({ org, left, right, share, flagged }) => [org, left, right, share, flagged])).toEqual([
    ['a', 5n, 0n, '100.000000', true],
    ['b', 0n, 0n, '0.000000', false],
    ['c', 0n, 7n, '100.000000', true],
    ['d', 0n, 0n, '0.000000', false],
  ])
})

test('orgs and periods whose names run into each other stay apart', () => {
  const rows = compareUsage([of(1n, 'a', '","b'), of(2n, 'a","', 'b'), of(3n, 'a', 'b'), of(4n, 'ab', '')], [])
  expect(rows).toHaveLength(4)
})

test('rows come by org, then period', () => {
  const rows = compareUsage(
    [of(1n, 'b', '2026-01'), of(1n, 'a', '2026-10')],
    [of(1n, 'a', '2026-02'), of(1n, 'B', '1')],
  )
  expect(rows.map(({ org, period }) => `${org} ${period}`)).toEqual(['B 1', 'a 2026-02', 'a 2026-10', 'b 2026-01'])
})

const usage = fc.array(
  fc.record({
    org: fc.constantFrom('a', 'b', 'c'),
    period: fc.constantFrom('2026-09', '2026-10'),
    quantity: fc.oneof(fc.bigInt(0n, 300_000n), fc.bigInt(0n, 10n ** 26n)),
  }),
  { maxLength: 12 },
)
const total = (all: readonly ReportedUsage[], org: string, period: string): bigint =>
  all.filter((each) => each.org === org && each.period === period).reduce((sum, { quantity }) => sum + quantity, 0n)

test('each named org and period has one row, its sides are the sums of what was reported', () => {
  fc.assert(
    fc.property(usage, usage, (left, right) => {
      const rows = compareUsage(left, right)
      const named = new Set([...left, ...right].map(({ org, period }) => `${org} ${period}`))
      expect(rows.map(({ org, period }) => `${org} ${period}`)).toEqual([...named].sort())
      for (const row of rows) {
        expect([row.left, row.right]).toEqual([total(left, row.org, row.period), total(right, row.org, row.period)])
        expect(row.difference).toBe(row.left - row.right)
      }
    }),
  )
})

test('sides swapped give the same flags and shares, and the opposite difference', () => {
  fc.assert(
    fc.property(usage, usage, (left, right) => {
      const swapped = compareUsage(right, left).map((row) => ({
        ...row,
        left: row.right,
        right: row.left,
        difference: -row.difference,
      }))
      expect(swapped).toEqual(compareUsage(left, right))
    }),
  )
})

test('the order of reports does not matter', () => {
  fc.assert(
    fc.property(usage, usage, (left, right) => {
      expect(compareUsage([...left].reverse(), [...right].reverse())).toEqual(compareUsage(left, right))
    }),
  )
})

test('the flag goes up at the first step above 0.007 %, at any size', () => {
  fc.assert(
    fc.property(fc.oneof(fc.bigInt(1n, 10n ** 6n), fc.bigInt(1n, 10n ** 26n)), (larger) => {
      const allowed = (larger * 7n) / 100_000n
      expect(compareUsage([of(larger)], [of(larger - allowed)])[0]?.flagged).toBe(false)
      expect(compareUsage([of(larger)], [of(larger - allowed - 1n)])[0]?.flagged).toBe(true)
    }),
  )
})
