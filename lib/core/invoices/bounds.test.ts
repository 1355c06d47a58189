import fc from 'fast-check'
import { expect, test } from 'vitest'
import { minor } from '@/lib/core/money/amount'
import { heldInvoice, median, subjectsOf } from './bounds'

const amounts = (...values: number[]) => values.map((value) => minor(BigInt(value)))
const judge = (total: number, usual: number[], unheard: string[] = [], mostTimes = 300n) =>
  heldInvoice({
    total: minor(BigInt(total)),
    currency: 'CHF',
    usual: amounts(...usual),
    unheard: unheard.map((subject) => ({ kind: 'usage' as const, subject })),
    mostTimes,
  })

test.each([
  ['the same as ever', 10_000, [10_000, 10_000, 10_000], null],
  ['three times the usual', 30_000, [10_000, 10_000, 10_000], null],
  ['a cent more', 30_001, [10_000, 10_000, 10_000], 'above_usual'],
  ['one high month among low ones is not usual', 30_001, [9_000, 10_000, 900_000, 10_000], 'above_usual'],
  ['two earlier ones say nothing', 1_000_000, [10_000, 10_000], null],
  ['nothing before', 1_000_000, [], null],
  ['far less', 1, [10_000, 10_000, 10_000], null],
  ['never anything before', 100, [0, 0, 0], 'above_usual'],
  ['nothing as ever', 0, [0, 0, 0], null],
] as const)('%s', (_, total, usual, reason) => {
  expect(judge(total, [...usual])?.reason ?? null).toBe(reason)
})

test('the reason names the amounts, and the meter that nobody had', () => {
  expect(judge(3_000_150, [1_000_000, 1_000_000, 1_000_000])?.sentence).toBe(
    'CHF 30’001.50 is more than 3 times the usual CHF 10’000.00.',
  )
  expect(judge(100, [], ['gpu.hours', 'x'])).toEqual({
    reason: 'new_line',
    sentence: 'The meter gpu.hours (and 1 more) was never invoiced to anybody before.',
  })
})

test('the median is one of the amounts, with as many below as above it', () => {
  expect(median([])).toBeNull()
  expect(median(amounts(1, 2))).toBe(2n)
  fc.assert(
    fc.property(fc.array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 6 }), (values) => {
      const found = median(values.map(minor))
      expect(values).toContain(found)
      const below = values.filter((value) => value < (found ?? 0n)).length
      const above = values.filter((value) => value > (found ?? 0n)).length
      expect(Math.max(below, above)).toBeLessThanOrEqual(Math.floor(values.length / 2))
    }),
  )
})

test('what an invoice is about are its meters and skills, fees and corrections are not', () => {
  const line = (kind: string, subject: string, amount: string, detail = '') =>
    ({ kind, subject, detail, amount }) as Parameters<typeof subjectsOf>[0]['lines'][number]
  const lines = [
    line('tenant_fee', 'prod', '49.00'),
    line('skill', 'prod', '1.50', 'ocr'),
    line('skill', 'test', '1.50', 'ocr'),
    line('usage', 'doc.units', '5.00'),
    line('usage', 'free.units', '0.00'),
    line('correction', 'doc.units', '5.00', '2026-09'),
  ]
  expect(subjectsOf({ lines })).toEqual([
    { kind: 'skill', subject: 'ocr' },
    { kind: 'usage', subject: 'doc.units' },
  ])
})
