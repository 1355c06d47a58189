import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { minor, pico } from '@/lib/core/money/amount'
import { isRefused } from '@/lib/core/refusal'
import type { TenantEventKind } from '@/lib/core/tenants/timeline'
import { type InvoiceMonth, invoiceMonth } from './invoice-month'
import type { PriceBook, PriceBookVersion } from './price-book'
import { supplied } from './testing/supply'

const version = (number: number, effectiveOn: string, monthlyFee: bigint, ocr: bigint): PriceBookVersion => ({
  version: number,
  effectiveOn,
  monthlyFee: minor(monthlyFee),
  setupFee: minor(15_000n),
  skills: new Map([['ocr', pico(ocr)]]),
  meters: new Map(),
})
const first = version(1, '2026-01-01', 4900n, 1_250_000_000_000n)
const book: PriceBook = { name: 'standard', currency: 'CHF', versions: [first] }
const rates = [{ version: 1, effectiveOn: '2024-01-01', rate: '8.10' }]

/** An instant, what happened then, and the skill it happened to: `2026-10-05T08:00Z enabled ocr`. */
type Told = string

const linesOf = (month: string, told: readonly Told[], terms: Partial<InvoiceMonth> = {}) => {
  const events = told.map((text, index) => {
    const [at = '', kind, skill = ''] = text.split(' ')
    return {
      id: `ev_${index + 1}`,
      tenant: 'acme',
      kind: kind as TenantEventKind,
      skill,
      at: Temporal.Instant.from(at),
      sequence: BigInt(index + 1),
    }
  })
  const lines = invoiceMonth({
    month,
    zone: 'Europe/Zurich',
    ...supplied(book, rates),
    tenants: new Map([['acme', events]]),
    usage: [],
    late: [],
    ...terms,
  })
  if (isRefused(lines)) throw new Error(lines.sentence)
  return lines
}
const formulas = (month: string, told: readonly Told[], terms: Partial<InvoiceMonth> = {}) =>
  linesOf(month, told, terms).map(({ kind, amount, explain }) => `${kind}: ${explain.formula} = ${amount}`)

const running = '2026-01-10T09:00+01:00 created'

test.each<[string, string, Told[], string[]]>([
  [
    'twenty days of October',
    '2026-10',
    ['2026-10-12T23:59:59.999999999+02:00 created'],
    ['setup_fee: 150.00 × 1 = 15000', 'tenant_fee: 49.00 × 20 ÷ 31 = 3161'],
  ],
  ['the whole of March, an hour short', '2026-03', [running], ['tenant_fee: 49.00 × 31 ÷ 31 = 4900']],
  [
    'a leap February from the 29th',
    '2028-02',
    ['2028-02-29T00:00+01:00 created'],
    ['setup_fee: 150.00 × 1 = 15000', 'tenant_fee: 49.00 × 1 ÷ 29 = 169'],
  ],
  [
    'the last nanosecond of a month',
    '2026-10',
    ['2026-10-31T23:59:59.999999999+01:00 created'],
    ['setup_fee: 150.00 × 1 = 15000', 'tenant_fee: 49.00 × 1 ÷ 31 = 158'],
  ],
  ['the first nanosecond of the next', '2026-10', ['2026-11-01T00:00+01:00 created'], []],
  [
    'deleted on the third in the morning',
    '2026-10',
    [running, '2026-10-03T08:00+02:00 deleted'],
    ['tenant_fee: 49.00 × 3 ÷ 31 = 474'],
  ],
  [
    'deleted at midnight, which the day after does not feel',
    '2026-10',
    [running, '2026-10-03T00:00+02:00 deleted'],
    ['tenant_fee: 49.00 × 2 ÷ 31 = 316'],
  ],
  [
    'suspended from noon to noon: both days still ran in part',
    '2026-10',
    [running, '2026-10-05T12:00+02:00 suspended', '2026-10-06T12:00+02:00 resumed'],
    ['tenant_fee: 49.00 × 31 ÷ 31 = 4900'],
  ],
  [
    'suspended for the long day on which clocks go back',
    '2026-10',
    [running, '2026-10-25T00:00+02:00 suspended', '2026-10-26T00:00+01:00 resumed'],
    ['tenant_fee: 49.00 × 30 ÷ 31 = 4742'],
  ],
  [
    'suspended for all but a nanosecond of that day',
    '2026-10',
    [running, '2026-10-25T00:00:00.000000001+02:00 suspended', '2026-10-26T00:00+01:00 resumed'],
    ['tenant_fee: 49.00 × 31 ÷ 31 = 4900'],
  ],
  ['suspended all month', '2026-10', [running, '2026-09-30T12:00+02:00 suspended'], []],
  [
    'a skill switched on, off and on in one day',
    '2026-10',
    [
      running,
      '2026-10-05T08:00+02:00 enabled ocr',
      '2026-10-05T09:00+02:00 disabled ocr',
      '2026-10-05T10:00+02:00 enabled ocr',
      '2026-10-05T11:00+02:00 disabled ocr',
    ],
    ['tenant_fee: 49.00 × 31 ÷ 31 = 4900', 'skill: 1.25 × 1 = 125'],
  ],
  [
    'a skill of a tenant that is suspended half the month',
    '2026-10',
    [running, '2026-01-10T09:00+01:00 enabled ocr', '2026-10-17T00:00+02:00 suspended'],
    ['tenant_fee: 49.00 × 16 ÷ 31 = 2529', 'skill: 1.25 × 16 = 2000'],
  ],
  [
    'created again in the same month: set up again',
    '2026-10',
    [running, '2026-10-02T00:00+02:00 deleted', '2026-10-30T12:00+01:00 created'],
    ['setup_fee: 150.00 × 1 = 15000', 'tenant_fee: 49.00 × 3 ÷ 31 = 474'],
  ],
  [
    'created twice without a deletion: set up once',
    '2026-10',
    ['2026-10-30T12:00+01:00 created', '2026-10-31T12:00+01:00 created'],
    ['setup_fee: 150.00 × 1 = 15000', 'tenant_fee: 49.00 × 2 ÷ 31 = 316'],
  ],
])('%s', (_, month, told, expected) => {
  expect(formulas(month, told)).toEqual(expected)
})

test('a price version from the middle of the month takes the days from there', () => {
  const dearer = { ...book, versions: [first, version(2, '2026-10-11', 5900n, 2_000_000_000_000n)] }
  const told: Told[] = [running, '2026-01-10T09:00+01:00 enabled ocr']
  expect(formulas('2026-10', told, supplied(dearer, rates))).toEqual([
    'tenant_fee: 49.00 × 10 ÷ 31 = 1581',
    'tenant_fee: 59.00 × 21 ÷ 31 = 3997',
    'skill: 1.25 × 10 = 1250',
    'skill: 2.00 × 21 = 4200',
  ])
})

test('a tax rate from the middle of the month splits the lines', () => {
  const law = [...rates, { version: 2, effectiveOn: '2026-10-16', rate: '8.80' }]
  const lines = linesOf('2026-10', [running], { rates: law })
  expect(lines.map(({ taxRate, detail, amount }) => [taxRate, detail, amount])).toEqual([
    ['8.10', '15/31', 2371n],
    ['8.80', '16/31', 2529n],
  ])
})

test('so far counts the days that have passed, of all the days of the month', () => {
  const told: Told[] = [running, '2026-10-20T12:00+02:00 deleted']
  const span = { start: '2026-10-01', end: '2026-10-11' }
  expect(formulas('2026-10', told, { span })).toEqual(['tenant_fee: 49.00 × 10 ÷ 31 = 1581'])
  expect(formulas('2026-10', told, { span: { start: '2026-10-01', end: '2026-10-01' } })).toEqual([])
})

test('a line names its days and the events it rests on: the last of each kind before the month and those within', () => {
  const [line] = linesOf('2026-10', [
    '2026-02-01T00:00:00Z created',
    '2026-03-01T00:00:00Z suspended',
    '2026-04-01T00:00:00Z resumed',
    '2026-10-05T12:00:00Z suspended',
    '2026-10-08T12:00:00Z resumed',
    '2026-11-02T12:00:00Z suspended',
  ])
  expect(line?.explain.events.map(({ id }) => id)).toEqual(['ev_1', 'ev_3', 'ev_4', 'ev_5'])
  expect(line?.explain.days).toEqual([
    { start: '2026-10-01', end: '2026-10-06' },
    { start: '2026-10-08', end: '2026-11-01' },
  ])
})

test('a month that a tax change splits still costs exactly the fee', () => {
  const odd = { ...book, versions: [{ ...first, monthlyFee: minor(4999n) }] }
  const twoRates = [...rates, { version: 2, effectiveOn: '2026-11-16', rate: '8.80' }]
  const lines = linesOf('2026-11', [running], supplied(odd, twoRates))
  expect(lines.map(({ taxRate, amount }) => [taxRate, amount])).toEqual([
    ['8.10', 2500n],
    ['8.80', 2499n],
  ])
})

test.each([
  ['within the hour', '2026-10-05T10:00Z deleted', '2026-10-05T10:40Z created', 1],
  ['after thirty days', '2026-10-01T10:00Z deleted', '2026-10-31T10:00Z created', 1],
  ['after more than thirty days', '2026-10-01T10:00Z deleted', '2026-10-31T10:00:01Z created', 2],
])('a tenant that is created again %s pays the setup fee as often as it should', (_, deleted, created, times) => {
  const told = ['2026-10-01T08:00Z created', deleted, created]
  const fees = linesOf('2026-10', told, { setupPauseDays: 30 }).filter(({ kind }) => kind === 'setup_fee')
  expect(fees).toHaveLength(times)
  const each = linesOf('2026-10', told, { setupPauseDays: 0 }).filter(({ kind }) => kind === 'setup_fee')
  expect(each).toHaveLength(2)
})

test('a tenant that was created again is charged no setup fee in its later month either', () => {
  const told = ['2026-09-03T08:00Z created', '2026-09-20T08:00Z deleted', '2026-10-02T08:00Z created']
  expect(linesOf('2026-10', told, { setupPauseDays: 30 }).map(({ kind }) => kind)).toEqual(['tenant_fee'])
})
