import fc from 'fast-check'
import { expect, test } from 'vitest'
import { minor, pico } from '@/lib/core/money/amount'
import { isRefused } from '@/lib/core/refusal'
import { addDays, type Day, daysOf, monthSpan } from '@/lib/core/time/day'
import { groupDays } from './day-terms'
import type { PriceBook } from './price-book'
import { supplied } from './testing/supply'
import type { TaxRate } from './vat'

const month = daysOf(monthSpan('2026-10'))
const dayIn = fc.integer({ min: -3, max: 33 }).map((by) => addDays('2026-10-01', by))

/** Versions and rates with days that may coincide; of two for a day the newer holds. */
const books: fc.Arbitrary<PriceBook> = fc
  .array(fc.record({ effectiveOn: dayIn, fee: fc.constantFrom(0n, 4900n, 5900n, 4999n) }), { maxLength: 4 })
  .map((rows) => ({
    name: 'standard',
    currency: 'CHF',
    versions: [{ effectiveOn: '2000-01-01', fee: 3333n }, ...rows].map(({ effectiveOn, fee }, index) => ({
      version: index + 1,
      effectiveOn,
      monthlyFee: minor(fee),
      setupFee: minor(fee * 2n),
      skills: new Map([['ocr', pico(fee * 10n ** 9n)]]),
      meters: new Map([['llm.tokens', { unit: 'token', price: pico(fee) }]]),
    })),
  }))
const rates: fc.Arbitrary<TaxRate[]> = fc
  .array(fc.record({ effectiveOn: dayIn, rate: fc.constantFrom('7.70', '8.10', '8.80') }), { maxLength: 3 })
  .map((rows) => [{ effectiveOn: '2000-01-01', rate: '8.10' }, ...rows].map((row, version) => ({ ...row, version })))

/** The row of a day: all known by then, sorted, the last. */
const known = <Row extends { effectiveOn: Day; version: number }>(rows: readonly Row[], day: Day): Row | undefined =>
  rows
    .filter(({ effectiveOn }) => effectiveOn <= day)
    .sort((a, b) => `${a.effectiveOn} ${a.version}`.localeCompare(`${b.effectiveOn} ${b.version}`))
    .at(-1)

test('every day of supply is in one group, with the price and the rate of its own day', () => {
  fc.assert(
    fc.property(fc.subarray(month), books, rates, (days, book, law) => {
      const groups = groupDays(days, supplied(book, law), (each) => each.monthlyFee, 'a')
      if (isRefused(groups)) return expect.unreachable(groups.sentence)
      expect(groups.flatMap((group) => group.days).sort()).toEqual(days)
      for (const group of groups) {
        for (const day of group.days) {
          expect(group.price).toBe(known(book.versions, day)?.monthlyFee)
          expect(group.taxRate).toBe(known(law, day)?.rate)
        }
        const versions = new Set(group.days.map((day) => known(book.versions, day)?.version))
        expect(new Set(group.versions)).toEqual(versions)
        expect(group.days).toEqual([...group.days].sort())
      }
      expect(new Set(groups.map(({ price, taxRate }) => `${price} ${taxRate}`)).size).toBe(groups.length)
      expect(groups.map((group) => group.days[0])).toEqual(groups.map((group) => group.days[0]).sort())
    }),
    { numRuns: 300 },
  )
})

test.each(['export', 'reverse_charge', 'exempt'] as const)(
  'supplies under %s carry no tax whatever the law says',
  (treatment) => {
    fc.assert(
      fc.property(fc.subarray(month), books, rates, (days, book, law) => {
        const groups = groupDays(days, supplied(book, law, treatment), (each) => each.monthlyFee, 'a')
        expect(isRefused(groups) || groups.every(({ taxRate }) => taxRate === '0.00')).toBe(true)
        const none = groupDays(days, supplied(book, [], treatment), (each) => each.monthlyFee, 'a')
        expect(none).toEqual(groups)
      }),
    )
  },
)

const priced: PriceBook = {
  name: 'standard',
  currency: 'CHF',
  versions: [
    {
      version: 1,
      effectiveOn: '2026-10-10',
      monthlyFee: minor(4900n),
      setupFee: minor(0n),
      skills: new Map(),
      meters: new Map(),
    },
  ],
}
const law = [{ version: 1, effectiveOn: '2026-10-12', rate: '8.10' }]

test('a day before the first price version is refused, never free', () => {
  const groups = groupDays(
    ['2026-10-12', '2026-10-09'],
    supplied(priced, law),
    (each) => each.monthlyFee,
    'the tenant acme',
  )
  expect(groups).toMatchObject({ refused: 'price_missing', facts: { price_book: 'standard', day: '2026-10-09' } })
})

test('a skill without a price is refused, never free', () => {
  const groups = groupDays(['2026-10-12'], supplied(priced, law), (each) => each.skills.get('ocr'), 'the skill ocr')
  expect(groups).toMatchObject({ refused: 'price_missing' })
})

test('a day before the first tax rate is refused, never untaxed', () => {
  const groups = groupDays(['2026-10-11'], supplied(priced, law), (each) => each.monthlyFee, 'the tenant acme')
  expect(groups).toMatchObject({ refused: 'tax_rate_missing', facts: { day: '2026-10-11' } })
})
