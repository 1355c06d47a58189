import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { minor, pico, sum } from '@/lib/core/money/amount'
import { isRefused } from '@/lib/core/refusal'
import type { TenantEvent, TenantEventKind } from '@/lib/core/tenants/timeline'
import type { DraftLine } from './draft-line'
import { type InvoiceMonth, invoiceMonth } from './invoice-month'
import type { PriceBook } from './price-book'
import { type BilledLine, type BilledMonth, tenantCorrections, withCorrections } from './tenant-corrections'
import { supplied } from './testing/supply'
import { summarise } from './vat'

const book: PriceBook = {
  name: 'standard',
  currency: 'CHF',
  versions: [
    {
      version: 1,
      effectiveOn: '2026-01-01',
      monthlyFee: minor(4900n),
      setupFee: minor(9900n),
      skills: new Map([['ocr', pico(1_500_000_000_000n)]]),
      meters: new Map(),
    },
  ],
}
const rates = [{ version: 1, effectiveOn: '2024-01-01', rate: '8.10' }]
const supply = supplied(book, rates)
const zone = 'Europe/Zurich'

const linesOf = (month: string, tenants: InvoiceMonth['tenants'], corrected: BilledMonth[] = []): DraftLine[] => {
  const lines = invoiceMonth({ month, zone, ...supply, tenants, usage: [], late: [], corrected })
  if (isRefused(lines)) throw new Error(lines.sentence)
  return lines
}

const billedLines = (month: string, lines: readonly DraftLine[]): BilledLine[] =>
  lines.map(({ kind, subject: tenant, detail, taxRate, treatment, amount, explain }) => {
    const about = { tenant, taxRate, treatment, amount }
    if (explain.corrects) return { ...about, ...explain.corrects }
    return { ...about, month, kind: kind as BilledLine['kind'], detail: kind === 'skill' ? detail : '' }
  })

const months = ['2026-08', '2026-09', '2026-10', '2026-11', '2026-12']
const event = fc.record({
  kind: fc.constantFrom<TenantEventKind>('created', 'deleted', 'enabled', 'disabled', 'suspended', 'resumed'),
  day: fc.integer({ min: 0, max: 121 }),
  hour: fc.integer({ min: 0, max: 23 }),
  /** The month after which it is told. */
  told: fc.nat({ max: 4 }),
})
type Told = TenantEvent & { readonly told: number }
const start = Temporal.Instant.from('2026-08-01T00:00:00Z')
const events = fc.array(event, { maxLength: 14 }).map((all): Told[] =>
  all
    .map(({ kind, day, hour, told }) => ({ kind, at: start.add({ hours: day * 24 + hour }), told }))
    // What is told with a month happened before its end, or later: told early, it counts when it happens.
    .sort((a, b) => a.told - b.told)
    .map(({ kind, at, told }, index) => ({
      id: `ev-${index}`,
      tenant: 'prod',
      kind,
      at,
      told,
      skill: kind === 'enabled' || kind === 'disabled' ? 'ocr' : '',
      sequence: BigInt(index + 1),
    })),
)

const known = (all: readonly Told[], round: number): ReadonlyMap<string, TenantEvent[]> => {
  const told = all.filter((each) => each.told <= round)
  return new Map(told.length > 0 ? [['prod', told]] : [])
}

const sumByMonth = (lines: readonly BilledLine[], month: string): bigint =>
  sum(lines.filter((line) => line.month === month).map(({ amount }) => amount))

test('whatever is told when, each month is billed in the end as if all of it had been told in time', () => {
  fc.assert(
    fc.property(events, (all) => {
      const billed: BilledLine[] = []
      const sequences: bigint[] = []
      months.forEach((month, round) => {
        const tenants = known(all, round)
        const corrected = months.slice(0, round).map(
          (each, index): BilledMonth => ({
            ...supply,
            month: each,
            zone,
            told: sequences[index] ?? 0n,
            tenants,
            billed: billed.filter((line) => line.month === each),
          }),
        )
        const lines = linesOf(month, tenants, corrected)
        const gross = summarise(lines).reduce((total, { base, tax }) => total + base + tax, 0n)
        expect(gross >= 0n).toBe(true)
        billed.push(...billedLines(month, lines))
        sequences.push(BigInt(all.filter((each) => each.told <= round).length))
      })
      const open = tenantCorrections(
        months.map((month, index) => ({
          ...supply,
          month,
          zone,
          told: sequences[index] ?? 0n,
          tenants: known(all, 9),
          billed: billed.filter((line) => line.month === month),
        })),
      )
      if (isRefused(open)) throw new Error(open.sentence)
      // Only credit that nothing was left to be taken off is still open.
      expect(open.every(({ amount }) => amount < 0n)).toBe(true)
      for (const month of months) {
        const truth = sum(linesOf(month, known(all, 9)).map(({ amount }) => amount))
        const carried = sum(open.filter(({ detail }) => detail === month).map(({ amount }) => amount))
        expect(sumByMonth(billed, month) + carried).toBe(truth)
      }
    }),
    { numRuns: 200 },
  )
})

const at = (text: string) => Temporal.Instant.from(text)
const created: TenantEvent = {
  id: 'ev-1',
  tenant: 'prod',
  kind: 'created',
  at: at('2026-09-01T00:00:00Z'),
  skill: '',
  sequence: 1n,
}
const deleted: TenantEvent = { ...created, id: 'ev-2', kind: 'deleted', at: at('2026-10-20T10:00:00Z'), sequence: 9n }
const october: BilledMonth = {
  ...supply,
  month: '2026-10',
  zone,
  told: 5n,
  tenants: new Map([['prod', [created, deleted]]]),
  billed: [
    {
      month: '2026-10',
      tenant: 'prod',
      kind: 'tenant_fee',
      detail: '',
      taxRate: '8.10',
      treatment: 'domestic',
      amount: minor(4900n),
    },
  ],
}

test('a deletion that was recorded late is a dated credit that names the fact and both amounts', () => {
  expect(tenantCorrections([october])).toMatchObject([
    {
      kind: 'fee_correction',
      subject: 'prod',
      detail: '2026-10',
      quantity: '-1',
      unitPrice: '17.39',
      amount: -1739n,
      taxRate: '8.10',
      explain: {
        formula: '31.61 − 49.00',
        days: [{ start: '2026-10-01', end: '2026-10-21' }],
        events: [{ id: 'ev-2', kind: 'deleted', at: '2026-10-20T10:00:00Z' }],
        corrects: { month: '2026-10', kind: 'tenant_fee', detail: '' },
      },
    },
  ])
})

test('credit is taken off to the last cent and no further, tax included; the rest stays open', () => {
  const credits = tenantCorrections([october])
  if (isRefused(credits)) throw new Error(credits.sentence)
  const line = { ...credits[0], kind: 'usage', amount: minor(1000n), book: '' } as DraftLine
  const lines = withCorrections([line], credits)
  expect(lines.map(({ amount }) => amount)).toEqual([1000n, -1000n])
  expect(lines[1]?.explain.formula).toBe('31.61 − 49.00 → -10.00')
  const billed = [...october.billed, ...billedLines('2026-11', lines.slice(1))]
  expect(tenantCorrections([{ ...october, billed }])).toMatchObject([{ amount: -739n }])
})
