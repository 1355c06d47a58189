import fc from 'fast-check'
import { expect, test } from 'vitest'
import { minor, pico, sum } from '@/lib/core/money/amount'
import { parseDecimal } from '@/lib/core/money/decimal'
import { isRefused } from '@/lib/core/refusal'
import { addDays, type Day, daysOf } from '@/lib/core/time/day'
import { priceQuantity } from '@/lib/core/usage/price'
import { type InvoiceMonth, invoiceMonth } from './invoice-month'
import type { PriceBook } from './price-book'
import { supplied } from './testing/supply'
import { groupUsage, type UsageRow } from './usage-groups'
import { usageLines } from './usage-lines'

const unit = 10n ** 12n
const input = { unit: 'token', price: pico(2_500_000n) }
const version = (number: number, effectiveOn: Day, meters: PriceBook['versions'][number]['meters']) => ({
  version: number,
  effectiveOn,
  monthlyFee: minor(0n),
  setupFee: minor(0n),
  skills: new Map(),
  meters,
})
const book: PriceBook = {
  name: 'standard',
  currency: 'USD',
  versions: [
    version(
      1,
      '2026-01-01',
      new Map([
        ['llm.input', input],
        ['free.calls', { unit: 'call', price: pico(0n) }],
      ]),
    ),
    version(
      2,
      '2026-10-10',
      new Map([
        ['llm.input', { ...input, price: pico(3_000_000n) }],
        ['doc.units', { unit: 'unit', price: pico(unit / 3n) }],
      ]),
    ),
    version(3, '2026-10-20', new Map([['llm.input', input]])),
  ],
}
const books = new Map([['standard', book]])
const rates = [
  { version: 1, effectiveOn: '2024-01-01', rate: '8.10' },
  { version: 2, effectiveOn: '2026-10-16', rate: '8.80' },
]
const supply = supplied(book, rates)

const row = (day: Day, quantity: bigint, number = 1, meter = 'llm.input', resource = ''): UsageRow => {
  const price = book.versions.find((each) => each.version === number)?.meters.get(meter)?.price ?? pico(0n)
  const amount = priceQuantity(quantity, price)
  return { day, meter, resource, book: 'standard', version: number, quantity, amount, postpaid: amount, events: 1 }
}
const linesOf = (kind: 'usage' | 'correction', rows: readonly UsageRow[]) => {
  const groups = groupUsage(kind, rows, supply)
  if (isRefused(groups)) throw new Error(groups.sentence)
  return usageLines(groups)
}

const rows: fc.Arbitrary<UsageRow[]> = fc.array(
  fc
    .tuple(
      fc.integer({ min: -40, max: 30 }),
      fc.bigInt({ min: 0n, max: 10n ** 20n }),
      fc.constantFrom('', 'a', 'b'),
      fc.constantFrom([1, 'llm.input'], [1, 'free.calls'], [2, 'llm.input'], [2, 'doc.units'], [3, 'llm.input']),
    )
    .map(([by, quantity, resource, [number, meter]]) =>
      row(addDays('2026-10-01', by), quantity, Number(number), String(meter), resource),
    ),
  { maxLength: 25 },
)

test.each(['usage', 'correction'] as const)(
  '%s lines hold every exact charge once and round their sum once',
  (kind) => {
    fc.assert(
      fc.property(rows, (all) => {
        const lines = linesOf(kind, all)
        const explained = lines.map((line) => line.explain.usage.map(({ amount }) => parseDecimal(amount, 12) ?? 0n))
        const charged = sum(all.map(({ amount }) => amount))
        expect(explained.flat().reduce((total, amount) => total + amount, 0n)).toBe(charged)
        for (const [index, line] of lines.entries()) {
          const exact = (explained[index] ?? []).reduce((total, amount) => total + amount, 0n)
          const off = 2n * (line.amount * 10n ** 10n - exact)
          expect(off > -(10n ** 10n) && off <= 10n ** 10n).toBe(true)
        }
      }),
    )
  },
)

test.each(['usage', 'correction'] as const)('%s lines are one per month corrected, meter, price and rate', (kind) => {
  fc.assert(
    fc.property(rows, (all) => {
      const lines = linesOf(kind, all)
      const keys = lines.map((line) => `${line.detail} ${line.subject} ${line.unitPrice} ${line.taxRate}`)
      expect(new Set(keys).size).toBe(keys.length)
      for (const line of lines) {
        expect(line.subject).not.toBe('free.calls')
        const days = line.explain.days.flatMap(daysOf)
        expect(new Set(line.explain.usage.map(({ day }) => day))).toEqual(new Set(days))
        for (const day of days) expect(line.taxRate).toBe(day < '2026-10-16' ? '8.10' : '8.80')
        if (kind === 'correction') for (const day of days) expect(day.startsWith(line.detail)).toBe(true)
        expect(parseDecimal(line.quantity, 12)).toBe(
          line.explain.usage.reduce((total, { quantity }) => total + (parseDecimal(quantity, 12) ?? 0n), 0n),
        )
      }
    }),
  )
})

test('a price that comes back is one line again, and a price or tax change makes another', () => {
  const lines = linesOf('usage', [
    row('2026-10-01', 4n * unit),
    row('2026-10-12', 2n * unit, 2),
    row('2026-10-21', 6n * unit, 3),
    row('2026-10-15', 10n * unit, 3),
  ])
  expect(lines.map((line) => [line.explain.formula, line.taxRate, line.explain.priceVersions])).toEqual([
    ['14 × 0.0000025', '8.10', [1, 3]],
    ['2 × 0.000003', '8.10', [2]],
    ['6 × 0.0000025', '8.80', [3]],
  ])
})

test('charges too small for a cent add up before they are rounded', () => {
  const lines = linesOf(
    'usage',
    Array.from({ length: 400 }, (_, index) => row('2026-10-01', 10n * unit, 1, 'llm.input', `r${index}`)),
  )
  expect(lines.map(({ amount, quantity }) => [amount, quantity])).toEqual([[1n, '4000']])
})

test('where parts were rounded when they came in, the line says the sum and not a product', () => {
  const lines = linesOf(
    'usage',
    Array.from({ length: 3 }, (_, index) => row('2026-10-12', unit / 2n, 2, 'doc.units', `r${index}`)),
  )
  expect(lines.map(({ explain }) => explain.formula)).toEqual(['Σ = 0.500000000001'])
})

test.each([
  ['a meter the version does not price', { ...row('2026-10-01', unit), meter: 'unknown' }],
  ['a version that is not there', { ...row('2026-10-01', unit), version: 9 }],
  ['a book that is not there', { ...row('2026-10-01', unit), book: 'other' }],
])('%s is refused, never free', (_, bad) => {
  expect(groupUsage('usage', [row('2026-10-01', unit), bad], supply)).toMatchObject({
    refused: 'price_missing',
  })
})

test('usage before the first tax rate is refused, never untaxed', () => {
  expect(groupUsage('usage', [row('2023-12-31', unit)], supply)).toMatchObject({ refused: 'tax_rate_missing' })
})

const facts: InvoiceMonth = { month: '2026-10', zone: 'UTC', ...supply, tenants: new Map(), usage: [], late: [] }

test.each(['usage', 'late'] as const)('%s priced in another currency is refused', (where) => {
  const euro = new Map([...books, ['euro', { ...book, name: 'euro', currency: 'EUR' as const }]])
  const foreign = [{ ...row('2026-10-01', unit), book: 'euro' }]
  expect(invoiceMonth({ ...facts, books: euro, [where]: foreign })).toMatchObject({ refused: 'currency_mixed' })
})

test('usage comes before corrections, and corrections go by month', () => {
  const late = [row('2026-09-30', unit), row('2026-08-02', unit)]
  const lines = invoiceMonth({ ...facts, usage: [row('2026-10-01', unit)], late })
  expect(isRefused(lines) || lines.map(({ kind, detail }) => [kind, detail])).toEqual([
    ['usage', ''],
    ['correction', '2026-08'],
    ['correction', '2026-09'],
  ])
})
