import fc from 'fast-check'
import { expect, test } from 'vitest'
import { minor, sum } from '@/lib/core/money/amount'
import { monthlyRecurring, type RecurringGroup } from './recurring'

const group: fc.Arbitrary<RecurringGroup> = fc.record({
  billed: fc.constantFrom('monthly', 'annual'),
  currency: fc.constantFrom('CHF', 'USD'),
  amount: fc.bigInt(0n, 10n ** 15n).map(minor),
})

const one = (billed: RecurringGroup['billed'], amount: bigint): RecurringGroup => ({
  billed,
  currency: 'CHF',
  amount: minor(amount),
})

test.each([
  [[one('monthly', 4_900n), one('annual', 49_000n)], 4_900n + 4_083n],
  [[one('annual', 10_000n), one('annual', 10_000n), one('annual', 10_000n)], 2_500n],
  [[one('annual', 6n)], 1n],
  [[one('annual', 5n)], 0n],
  [[], 0n],
] as const)('subscriptions are what they come to a month: case %#', (groups, month) => {
  expect(monthlyRecurring(groups, 'CHF')).toBe(month)
})

test('twelve months are what a year comes to, within the rounding of one figure', () => {
  fc.assert(
    fc.property(fc.array(group), (groups) => {
      const own = groups.filter(({ currency }) => currency === 'CHF')
      const year = sum(own.map(({ billed, amount }) => minor(billed === 'annual' ? amount : amount * 12n)))
      const distance = monthlyRecurring(groups, 'CHF') * 12n - year
      expect(distance <= 6n && distance > -6n).toBe(true)
    }),
  )
})

test('order and grouping change nothing, and a subscription more never makes it less', () => {
  fc.assert(
    fc.property(fc.array(group), group, (groups, more) => {
      const before = monthlyRecurring(groups, 'CHF')
      expect(monthlyRecurring([...groups].reverse(), 'CHF')).toBe(before)
      expect(monthlyRecurring([...groups, more], 'CHF')).toBeGreaterThanOrEqual(before)
      const split = groups.flatMap((each) => [
        { ...each, amount: minor(each.amount / 2n) },
        { ...each, amount: minor(each.amount - each.amount / 2n) },
      ])
      expect(monthlyRecurring(split, 'CHF')).toBe(before)
    }),
  )
})
