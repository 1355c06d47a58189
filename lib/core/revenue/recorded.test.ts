import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Minor, minor, sum } from '@/lib/core/money/amount'
import { bookingsOf, type RecordedRevenue } from './recorded'
import { revenueOf } from './revenue'

const nothing: RecordedRevenue = {
  lines: [],
  credit: [],
  plans: [],
  returnedCredit: [],
  returnedPlans: [],
  returnedInvoices: [],
}
const months = ['2026-10', '2026-11']
const chf = { month: '2026-10', currency: 'CHF' }

test('lines, credit and plans count without tax, and a refund in the month in which it was made', () => {
  const bookings = bookingsOf({
    lines: [
      { ...chf, kind: 'tenant_fee', amount: minor(4_900n) },
      { ...chf, kind: 'usage', amount: minor(1_000n) },
      { ...chf, kind: 'credit', amount: minor(-400n) },
    ],
    credit: [{ ...chf, amount: minor(2_000n) }],
    plans: [{ ...chf, paid: minor(5_297n), total: minor(5_297n), tax: minor(397n), count: 2n }],
    returnedCredit: [
      {
        currency: 'CHF',
        gross: minor(2_162n),
        net: minor(2_000n),
        returns: [{ month: '2026-11', amount: minor(1_081n) }],
      },
    ],
    returnedPlans: [
      {
        currency: 'CHF',
        gross: minor(5_297n),
        net: minor(4_900n),
        returns: [{ month: '2026-11', amount: minor(5_297n) }],
      },
    ],
    returnedInvoices: [
      {
        currency: 'CHF',
        gross: minor(5_946n),
        net: minor(5_500n),
        returns: [{ month: '2026-11', amount: minor(5_946n) }],
        lines: [
          { kind: 'tenant_fee', amount: minor(4_900n) },
          { kind: 'usage', amount: minor(1_000n) },
          { kind: 'credit', amount: minor(-400n) },
        ],
      },
    ],
  })
  const { months: rows } = revenueOf(bookings, 'CHF', months)
  expect(rows[0]?.streams).toEqual({ fees: 4_900n, skills: 0n, usage: 600n, credit: 2_000n, plans: 9_800n })
  expect(rows[1]?.streams).toEqual({ fees: -4_900n, skills: 0n, usage: -600n, credit: -1_000n, plans: -4_900n })
})

const part = fc.bigInt(1n, 10n ** 10n).map(minor)

test('an invoice whose payment goes back whole leaves nothing behind in any stream', () => {
  fc.assert(
    fc.property(part, part, part, fc.bigInt(0n, 10n ** 9n), part, (fees, usage, skills, tax, first) => {
      const lines = [
        { kind: 'tenant_fee', amount: fees },
        { kind: 'usage', amount: usage },
        { kind: 'skill', amount: skills },
      ] as const
      const net = sum(lines.map(({ amount }) => amount))
      const gross = minor(net + tax)
      const once: Minor = first < gross ? first : gross
      const returns = [once, minor(gross - once)].map((amount) => ({ month: '2026-11', amount }))
      const bookings = bookingsOf({
        ...nothing,
        lines: lines.map((line) => ({ ...chf, ...line })),
        returnedInvoices: [{ currency: 'CHF', gross, net, returns, lines }],
      })
      const revenue = revenueOf(bookings, 'CHF', months)
      expect(revenue.total).toBe(0n)
      expect(Object.values(revenue.streams)).toEqual([0n, 0n, 0n, 0n, 0n])
    }),
  )
})
