import fc from 'fast-check'
import { expect, test } from 'vitest'
import { minor, pico, sum } from '@/lib/core/money/amount'
import { parseDecimal } from '@/lib/core/money/decimal'
import { isRefused } from '@/lib/core/refusal'
import { addDays, type Day } from '@/lib/core/time/day'
import { creditLines } from './credit-lines'
import { invoiceMonth } from './invoice-month'
import { lineAmount } from './line-amount'
import type { PriceBook } from './price-book'
import { supplied } from './testing/supply'
import { chargeOf, groupUsage, type UsageRow } from './usage-groups'
import { summarise } from './vat'

const unit = 10n ** 12n
const book: PriceBook = {
  name: 'standard',
  currency: 'CHF',
  versions: [
    {
      version: 1,
      effectiveOn: '2026-01-01',
      monthlyFee: minor(0n),
      setupFee: minor(0n),
      skills: new Map(),
      meters: new Map([
        ['doc.units', { unit: 'unit', price: pico(unit / 20n) }],
        ['llm.input', { unit: 'token', price: pico(2_500_000n) }],
      ]),
    },
  ],
}
const rates = [
  { version: 1, effectiveOn: '2024-01-01', rate: '8.10' },
  { version: 2, effectiveOn: '2026-10-16', rate: '10.00' },
]
const supply = supplied(book, rates)

const row = (day: Day, amount: bigint, postpaid: bigint, meter = 'doc.units'): UsageRow => ({
  day,
  meter,
  resource: '',
  book: 'standard',
  version: 1,
  quantity: amount,
  amount: pico(amount),
  postpaid: pico(postpaid),
  events: 1,
})

const groupsOf = (kind: 'usage' | 'correction', rows: readonly UsageRow[]) => {
  const groups = groupUsage(kind, rows, supply)
  if (isRefused(groups)) throw new Error(groups.sentence)
  return groups
}
const linesOf = (usage: readonly UsageRow[], late: readonly UsageRow[] = []) => {
  const lines = invoiceMonth({ month: '2026-10', zone: 'UTC', ...supply, tenants: new Map(), usage, late })
  if (isRefused(lines)) throw new Error(lines.sentence)
  return lines
}

const anyRow = (from: Day): fc.Arbitrary<UsageRow> =>
  fc
    .tuple(
      fc.nat(60),
      fc.bigInt({ min: 0n, max: 10n ** 14n }),
      fc.constantFrom(0n, 1n, 333n, 500n, 999n, 1000n),
      fc.constantFrom('doc.units', 'llm.input'),
    )
    .map(([by, amount, share, meter]) => row(addDays(from, by), amount, (amount * share) / 1000n, meter))
const facts = fc.tuple(
  fc.array(anyRow('2026-10-01'), { maxLength: 20 }),
  fc.array(anyRow('2026-08-02'), { maxLength: 20 }),
)

test('all lines add up to the postpaid charge of each group, rounded once, by tax rate', () => {
  fc.assert(
    fc.property(facts, ([usage, late]) => {
      const lines = linesOf(usage, late)
      const groups = [...groupsOf('usage', usage), ...groupsOf('correction', late)]
      const due = groups.map((group) => ({ amount: lineAmount(chargeOf(group).postpaid), taxRate: group.taxRate }))
      for (const { rate, base } of summarise(lines)) {
        expect(base).toBe(sum(due.filter(({ taxRate }) => taxRate === rate).map(({ amount }) => amount)))
      }
    }),
  )
})

test('a credit is one line per month corrected and tax rate, takes off, and says of what', () => {
  fc.assert(
    fc.property(facts, ([usage, late]) => {
      const credits = linesOf(usage, late).filter(({ kind }) => kind === 'credit')
      const keys = credits.map(({ subject, detail, taxRate }) => `${subject} ${detail} ${taxRate}`)
      expect(new Set(keys).size).toBe(keys.length)
      for (const { amount, quantity, unitPrice, explain } of credits) {
        expect(amount < 0n).toBe(true)
        expect([quantity, parseDecimal(unitPrice, 2)]).toEqual(['-1', -amount])
        const named = (explain.credited ?? []).map(({ credit }) => parseDecimal(credit, 2) ?? 0n)
        expect(named.reduce((total, each) => total + each, 0n)).toBe(-amount)
      }
    }),
  )
})

test('what credit paid in full comes to nothing, to the cent', () => {
  fc.assert(
    fc.property(facts, ([usage, late]) => {
      const free = (rows: readonly UsageRow[]) => rows.map((each) => ({ ...each, postpaid: pico(0n) }))
      expect(sum(linesOf(free(usage), free(late)).map(({ amount }) => amount))).toBe(0n)
    }),
  )
})

test('what is wholly on the bill has no credit, and its lines say nothing of one', () => {
  fc.assert(
    fc.property(facts, ([usage, late]) => {
      const billed = (rows: readonly UsageRow[]) => rows.map((each) => ({ ...each, postpaid: each.amount }))
      const lines = linesOf(billed(usage), billed(late))
      expect(lines.filter(({ kind }) => kind === 'credit')).toEqual([])
      for (const { explain } of lines) {
        expect(Object.keys(explain)).not.toContain('credited')
        for (const each of explain.usage) expect(Object.keys(each)).not.toContain('postpaid')
      }
    }),
  )
})

test('a credit follows the usage it takes off, at the rate of each part, and shows both sides', () => {
  const lines = linesOf(
    [
      row('2026-10-02', 5n * unit, 2n * unit),
      row('2026-10-20', 3n * unit, 0n),
      row('2026-10-03', unit, unit, 'llm.input'),
    ],
    [row('2026-09-10', 4n * unit, unit)],
  )
  expect(lines.map(({ kind, subject, detail, amount, taxRate }) => [kind, subject, detail, amount, taxRate])).toEqual([
    ['usage', 'doc.units', '', 500n, '8.10'],
    ['usage', 'doc.units', '', 300n, '10.00'],
    ['usage', 'llm.input', '', 100n, '8.10'],
    ['credit', 'usage', '', -300n, '8.10'],
    ['credit', 'usage', '', -300n, '10.00'],
    ['correction', 'doc.units', '2026-09', 400n, '8.10'],
    ['credit', 'correction', '2026-09', -300n, '8.10'],
  ])
  expect(lines[3]?.explain).toEqual({
    formula: '− (5.00 − 2.00)',
    priceVersions: [],
    days: [],
    events: [],
    usage: [],
    credited: [{ meter: 'doc.units', unit: 'unit', unitPrice: '0.05', gross: '5', postpaid: '2', credit: '3.00' }],
  })
  expect(lines[0]?.explain.usage[0]).toMatchObject({ amount: '5', postpaid: '2' })
})

test('where the two sides round to the same, there is nothing to take off', () => {
  expect(creditLines(groupsOf('usage', [row('2026-10-02', unit / 1000n, 0n)]))).toEqual([])
})
