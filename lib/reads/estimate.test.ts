import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { minor, pico, sum } from '@/lib/core/money/amount'
import { parseDecimal } from '@/lib/core/money/decimal'
import { type InvoiceMonth, invoiceMonth } from '@/lib/core/pricing/invoice-month'
import type { PriceBook } from '@/lib/core/pricing/price-book'
import { supplied } from '@/lib/core/pricing/testing/supply'
import type { UsageRow } from '@/lib/core/pricing/usage-groups'
import { isRefused } from '@/lib/core/refusal'
import type { TenantEvent } from '@/lib/core/tenants/timeline'
import { estimateOf } from './estimate'

const book: PriceBook = {
  name: 'standard',
  currency: 'CHF',
  versions: [
    {
      version: 1,
      effectiveOn: '2026-01-01',
      monthlyFee: minor(4900n),
      setupFee: minor(9900n),
      skills: new Map([['ocr', pico(100_000_000_000n)]]),
      meters: new Map([
        ['pages', { unit: 'page', price: pico(12_500_000_000n) }],
        ['tokens', { unit: 'token', price: pico(2_500_000n) }],
      ]),
    },
  ],
}

const event = (tenant: string, kind: TenantEvent['kind'], skill = ''): TenantEvent => ({
  id: `${tenant}-${kind}`,
  tenant,
  kind,
  skill,
  at: Temporal.Instant.from('2026-09-03T10:00:00Z'),
  sequence: 1n,
})

const usage = (meter: string, resource: string, amount: bigint, day = '2026-11-02', paid = 0n): UsageRow => ({
  day,
  meter,
  resource,
  book: 'standard',
  version: 1,
  quantity: 10n ** 12n,
  amount: pico(amount),
  postpaid: pico(amount - paid),
  events: 1,
})

const facts = (part: Partial<InvoiceMonth>): InvoiceMonth => ({
  month: '2026-11',
  span: { start: '2026-11-01', end: '2026-11-11' },
  zone: 'Europe/Zurich',
  ...supplied(book, [{ version: 1, effectiveOn: '2024-01-01', rate: '8.10' }]),
  tenants: new Map([['acme', [event('acme', 'created'), event('acme', 'enabled', 'ocr')]]]),
  usage: [],
  late: [],
  ...part,
})

test('fees and skills of the days so far and usage stand with their tenant, other usage comes last', () => {
  const rows = [usage('pages', 'acme', 1_250_000_000_000n), usage('pages', 'batch', 500_000_000_000n)]
  expect(estimateOf(facts({ usage: rows }))).toEqual({
    rows: [
      { tenant: 'acme', fees: '16.33', skills: '1.00', usage: '1.25', total: '18.58' },
      { tenant: '', fees: '0.00', skills: '0.00', usage: '0.50', total: '0.50' },
    ],
    total: '19.08',
    complete: true,
  })
})

test('the rows add up to the lines of an invoice over the same days, to the cent', () => {
  const row = fc
    .record({
      meter: fc.constantFrom('pages', 'tokens'),
      resource: fc.constantFrom('acme', 'other', ''),
      amount: fc.bigInt({ min: 0n, max: 10n ** 14n }),
      day: fc.constantFrom('2026-11-01', '2026-11-02', '2026-11-10'),
      paid: fc.integer({ min: 0, max: 4 }),
    })
    .map(({ meter, resource, amount, day, paid }) => usage(meter, resource, amount, day, (amount * BigInt(paid)) / 4n))
  fc.assert(
    fc.property(fc.array(row, { maxLength: 12 }), (rows) => {
      const month = facts({ usage: rows })
      const lines = invoiceMonth(month)
      const net = isRefused(lines) ? null : sum(lines.map((line) => line.amount))
      expect(parseDecimal(estimateOf(month).total, 2)).toBe(net)
    }),
  )
})

test('what has no price is left out and said to be, and the rest is still shown', () => {
  const tenants = new Map([
    ['acme', [event('acme', 'created')]],
    ['beta', [event('beta', 'created'), event('beta', 'enabled', 'unpriced')]],
  ])
  const estimate = estimateOf(facts({ tenants, usage: [usage('unpriced', 'acme', 5n)] }))
  expect(estimate.complete).toBe(false)
  expect(estimate.rows.map(({ tenant, total }) => [tenant, total])).toEqual([['acme', '16.33']])
})

test('nothing used is an empty estimate of zero', () => {
  expect(estimateOf(facts({ tenants: new Map() }))).toEqual({ rows: [], total: '0.00', complete: true })
})
