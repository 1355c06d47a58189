import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Pico, pico, sum } from '@/lib/core/money/amount'
import { freeCreditMonths, type MonthUsage } from './months'

const usage = (month: string, spend: bigint, usageHours = 0n): MonthUsage => ({ month, spend: pico(spend), usageHours })

test('the credit pays month after month until it is gone, and what is over is billable', () => {
  const months = [usage('2026-10', 50n, 7n), usage('2026-12', 5n), usage('2026-09', 30n, 4n), usage('2026-11', 20n)]
  expect(freeCreditMonths({ credit: pico(60n), months, current: '2026-11', hasCard: true })).toEqual({
    months: [
      { month: '2026-09', spend: 30n, usageHours: 4n, creditsApplied: 30n, billableSpend: 0n, status: 'closed' },
      { month: '2026-10', spend: 50n, usageHours: 7n, creditsApplied: 30n, billableSpend: 20n, status: 'closed' },
      { month: '2026-11', spend: 20n, usageHours: 0n, creditsApplied: 0n, billableSpend: 20n, status: 'open' },
      { month: '2026-12', spend: 5n, usageHours: 0n, creditsApplied: 0n, billableSpend: 5n, status: 'open' },
    ],
    used: 60n,
    remaining: 0n,
    creditsFlag: false,
  })
})

test('months sort by year before month', () => {
  const months = [usage('2027-01', 10n), usage('2026-12', 10n)]
  const { months: walked } = freeCreditMonths({ credit: pico(10n), months, current: '2027-01', hasCard: false })
  expect(walked.map(({ month, creditsApplied }) => [month, creditsApplied])).toEqual([
    ['2026-12', 10n],
    ['2027-01', 0n],
  ])
})

test.each([
  [10n, 9n, true, true],
  [10n, 10n, true, false],
  [10n, 10n, false, true],
  [10n, 11n, true, false],
  [10n, 11n, false, true],
  [0n, 0n, true, false],
  [0n, 0n, false, true],
])('a credit of %s with %s spent, a card on file: %s, leaves the flag %s', (credit, spend, hasCard, flag) => {
  const account = { credit: pico(credit), months: [usage('2026-10', spend)], current: '2026-10', hasCard }
  expect(freeCreditMonths(account).creditsFlag).toBe(flag)
})

test('an org that used nothing has all of its credit', () => {
  const account = { credit: pico(5n), months: [], current: '2026-10', hasCard: true }
  expect(freeCreditMonths(account)).toEqual({ months: [], used: 0n, remaining: 5n, creditsFlag: true })
})

test('a negative credit or spend is an error', () => {
  const terms = { current: '2026-10', hasCard: true }
  expect(() => freeCreditMonths({ ...terms, credit: pico(-1n), months: [] })).toThrow(RangeError)
  expect(() => freeCreditMonths({ ...terms, credit: pico(1n), months: [usage('2026-10', -1n)] })).toThrow(RangeError)
})

const names = fc
  .tuple(fc.integer({ min: 2025, max: 2027 }), fc.integer({ min: 1, max: 12 }))
  .map(([year, month]) => `${year}-${String(month).padStart(2, '0')}`)
const amounts = fc.oneof(fc.bigInt(0n, 100n), fc.bigInt(0n, 10n ** 16n)).map(pico)
const usages = fc.record({ month: names, spend: amounts, usageHours: fc.bigInt(0n, 10n ** 15n) })
const accounts = fc.record({
  credit: fc.oneof(fc.bigInt(0n, 400n), fc.bigInt(0n, 10n ** 17n)).map(pico),
  months: fc.array(usages, { maxLength: 12 }),
  current: names,
  hasCard: fc.boolean(),
})
const spentOf = (months: readonly MonthUsage[]): Pico => sum(months.map(({ spend }) => spend))

test('each month is applied credit and billable spend, neither negative, and no use is lost', () => {
  fc.assert(
    fc.property(accounts, (account) => {
      const { months } = freeCreditMonths(account)
      for (const { month, spend, usageHours, creditsApplied, billableSpend } of months) {
        const reported = account.months.filter((each) => each.month === month)
        expect(spend).toBe(spentOf(reported))
        expect(usageHours).toBe(reported.reduce((total, each) => total + each.usageHours, 0n))
        expect(creditsApplied + billableSpend).toBe(spend)
        expect(creditsApplied >= 0n && billableSpend >= 0n).toBe(true)
      }
      expect(months.map(({ month }) => month)).toEqual([...new Set(account.months.map(({ month }) => month))].sort())
    }),
  )
})

test('the credit applied is the smaller of the credit and what was spent, and used and remaining make the credit', () => {
  fc.assert(
    fc.property(accounts, (account) => {
      const { months, used, remaining } = freeCreditMonths(account)
      const spent = spentOf(account.months)
      expect(sum(months.map(({ creditsApplied }) => creditsApplied))).toBe(
        spent < account.credit ? spent : account.credit,
      )
      expect(sum(months.map(({ creditsApplied }) => creditsApplied))).toBe(used)
      expect(used + remaining).toBe(account.credit)
    }),
  )
})

test('an earlier month is served first: a month is billable only where no later one has credit', () => {
  fc.assert(
    fc.property(accounts, (account) => {
      const { months } = freeCreditMonths(account)
      const first = months.findIndex(({ billableSpend }) => billableSpend > 0n)
      const later = first === -1 ? [] : months.slice(first + 1)
      expect(later.every(({ creditsApplied }) => creditsApplied === 0n)).toBe(true)
    }),
  )
})

test('the order in which months come does not matter', () => {
  const shuffled = accounts.chain((account) =>
    fc.tuple(fc.constant(account), fc.shuffledSubarray(account.months, { minLength: account.months.length })),
  )
  fc.assert(
    fc.property(shuffled, ([account, months]) => {
      expect(freeCreditMonths({ ...account, months })).toEqual(freeCreditMonths(account))
    }),
  )
})

test('running it again on its own result changes nothing', () => {
  fc.assert(
    fc.property(accounts, (account) => {
      const once = freeCreditMonths(account)
      expect(freeCreditMonths({ ...account, months: once.months })).toEqual(once)
    }),
  )
})

test('a late spend in any month raises what is billable in all by exactly what the credit lacks', () => {
  fc.assert(
    fc.property(accounts, usages, (account, late) => {
      const before = freeCreditMonths(account)
      const after = freeCreditMonths({ ...account, months: [...account.months, late] })
      const billable = ({ months }: typeof before): bigint => sum(months.map(({ billableSpend }) => billableSpend))
      const lacking = late.spend > before.remaining ? late.spend - before.remaining : 0n
      expect(billable(after) - billable(before)).toBe(lacking)
    }),
  )
})

test('months before the current one are closed, it and later ones are open', () => {
  fc.assert(
    fc.property(accounts, (account) => {
      for (const { month, status } of freeCreditMonths(account).months) {
        expect(status).toBe(month >= account.current ? 'open' : 'closed')
      }
    }),
  )
})

test('the flag goes off exactly where nothing remains and a card is on file', () => {
  fc.assert(
    fc.property(accounts, (account) => {
      const { remaining, creditsFlag } = freeCreditMonths(account)
      expect(creditsFlag).toBe(!(remaining === 0n && account.hasCard))
    }),
  )
})
