import fc from 'fast-check'
import { expect, it } from 'vitest'
import { minor, sum } from '@/lib/core/money/amount'
import type { DraftLine } from '@/lib/core/pricing/draft-line'
import { withCorrections } from '@/lib/core/pricing/tenant-corrections'
import { carriedOver, carriedWords } from './carried-over'
import { isInvoiced } from './draft'

const line = (kind: DraftLine['kind'], amount: bigint, subject = 'doc.units'): DraftLine => ({
  kind,
  subject,
  detail: '2026-10',
  quantity: '1',
  unit: 'unit',
  unitPrice: '0.00',
  amount: minor(amount),
  taxRate: '8.10',
  treatment: 'domestic',
  book: '',
  explain: { formula: '', priceVersions: [1], days: [], events: [], usage: [] },
})
const amounts = (min: bigint, max: bigint) => fc.array(fc.bigInt({ min, max }), { maxLength: 4 })

it('a month without an invoice carries exactly what its charges do not cover', () => {
  fc.assert(
    fc.property(
      amounts(0n, 10_000n),
      amounts(-10_000n, 5_000n),
      amounts(-10_000n, 5_000n),
      (charges, corrections, fees) => {
        const own = charges.map((amount) => line('usage', amount))
        const late = corrections.map((amount) => line('correction', amount))
        const tenants = fees.map((amount) => line('fee_correction', amount, 'prod'))
        const lines = withCorrections([...own, ...late], tenants)
        const carried = carriedOver(lines, tenants)
        const all = sum([...own, ...late, ...tenants].map(({ amount }) => amount))
        const billed = sum(lines.map(({ amount }) => amount))
        if (carried)
          expect([carried.credit > 0n, carried.charges]).toEqual([true, minor(charges.reduce((a, b) => a + b, 0n))])
        if (isInvoiced(lines)) return
        // Nothing is billed, so whatever the month comes to below zero is carried, less its own charges.
        if (all < 0n) expect(carried !== null && carried.credit >= -all).toBe(true)
        if (carried === null) expect(billed).toBe(0n)
      },
    ),
  )
})

it.each([
  [[line('usage', 100n), line('correction', -5_375n)], [], 5_375n, 100n],
  [[line('usage', 0n), line('correction', -500n), line('credit', 300n, 'correction')], [], 200n, 0n],
  [[], [line('fee_correction', -3_742n, 'prod')], 3_742n, 0n],
  [
    [line('usage', 1_000n), line('fee_correction', -1_000n, 'prod')],
    [line('fee_correction', -4_742n, 'prod')],
    3_742n,
    1_000n,
  ],
] as const)('%# of credit is carried over', (lines, tenants, credit, charges) => {
  expect(carriedOver(lines, tenants)).toEqual({ credit, charges })
})

it('says how much is carried, and when the charges of the month can be invoiced', () => {
  expect(carriedOver([line('usage', 100n)], [])).toBeNull()
  expect(carriedWords({ credit: minor(5_375n), charges: minor(100n) }, 'CHF')).toBe(
    'CHF 53.75 of credit for earlier months exceeds this month’s charges of CHF 1.00. The credit comes off the next invoice that is larger. After that, this month can be invoiced.',
  )
  expect(carriedWords({ credit: minor(5_375n), charges: minor(0n) }, 'CHF')).toBe(
    'CHF 53.75 of credit for earlier months is carried over to the next invoices.',
  )
})
