import fc from 'fast-check'
import { expect, test } from 'vitest'
import { minor, sum } from '@/lib/core/money/amount'
import { type Booking, currenciesOf, revenueOf } from './revenue'
import { streamOfLine, streams } from './streams'

const months = ['2026-09', '2026-10', '2026-11']
const currencies = ['CHF', 'EUR']

const booking: fc.Arbitrary<Booking> = fc.record({
  month: fc.constantFrom(...months, '2025-01'),
  stream: fc.constantFrom(...streams),
  currency: fc.constantFrom(...currencies),
  amount: fc.bigInt(-(10n ** 15n), 10n ** 15n).map(minor),
})

test('months, streams and the total add up to what was booked in the currency, to the cent', () => {
  fc.assert(
    fc.property(fc.array(booking), fc.constantFrom(...currencies), (bookings, currency) => {
      const revenue = revenueOf(bookings, currency, months)
      const own = bookings.filter((each) => each.currency === currency && months.includes(each.month))
      expect(revenue.total).toBe(sum(own.map(({ amount }) => amount)))
      expect(sum(revenue.months.map(({ total }) => total))).toBe(revenue.total)
      expect(sum(streams.map((stream) => revenue.streams[stream]))).toBe(revenue.total)
      for (const stream of streams) {
        expect(sum(revenue.months.map((month) => month.streams[stream]))).toBe(revenue.streams[stream])
      }
      for (const month of revenue.months) {
        expect(sum(streams.map((stream) => month.streams[stream]))).toBe(month.total)
      }
    }),
  )
})

test('the order of bookings, and those of other currencies, change nothing', () => {
  fc.assert(
    fc.property(fc.array(booking), (bookings) => {
      const own = bookings.filter(({ currency }) => currency === 'CHF')
      expect(revenueOf([...bookings].reverse(), 'CHF', months)).toEqual(revenueOf(own, 'CHF', months))
    }),
  )
})

test('a month in which nothing was earned is there, at zero', () => {
  const { months: rows, total } = revenueOf([], 'CHF', months)
  expect(rows.map(({ month, total }) => [month, total])).toEqual(months.map((month) => [month, 0n]))
  expect(total).toBe(0n)
})

test('currencies are those in which something was booked', () => {
  const of = (currency: string, amount: bigint): Booking => ({
    month: '2026-10',
    stream: 'usage',
    currency,
    amount: minor(amount),
  })
  expect(currenciesOf([of('USD', 1n), of('CHF', -1n), of('USD', 2n), of('EUR', 0n)])).toEqual(['CHF', 'USD'])
})

test.each([
  ['tenant_fee', 'fees'],
  ['setup_fee', 'fees'],
  ['skill', 'skills'],
  ['usage', 'usage'],
  ['correction', 'usage'],
  ['credit', 'usage'],
] as const)('a line of the kind %s is of the stream %s', (kind, stream) => {
  expect(streamOfLine(kind)).toBe(stream)
})
