import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatDecimal, parseDecimal } from '@/lib/core/money/decimal'
import type { EstimateRow } from './estimate'
import { foldEstimate } from './fold-estimate'

const text = (amount: bigint): string => formatDecimal(amount, 2)
const read = (amount: string): bigint => parseDecimal(amount, 2) ?? 0n
const cents = fc.bigInt({ min: 0n, max: 10n ** 12n })
const columns = ['fees', 'skills', 'usage', 'total'] as const

const estimates: fc.Arbitrary<EstimateRow[]> = fc.array(fc.tuple(cents, cents, cents), { maxLength: 40 }).map((all) =>
  all.map(([fees, skills, usage], index) => ({
    tenant: `t${index}`,
    fees: text(fees),
    skills: text(skills),
    usage: text(usage),
    total: text(fees + skills + usage),
  })),
)
const most = fc.integer({ min: 1, max: 15 })

test('what is shown adds up to everything, in every column', () => {
  fc.assert(
    fc.property(estimates, most, (all, bound) => {
      const { rows, others } = foldEstimate(all, bound)
      expect(rows.length + (others?.count ?? 0)).toBe(all.length)
      for (const column of columns) {
        const shown = rows.reduce((sum, row) => sum + read(row[column]), read(others?.[column] ?? '0'))
        expect(shown).toBe(all.reduce((sum, row) => sum + read(row[column]), 0n))
      }
    }),
  )
})

test('nothing that is folded away is dearer than what is shown', () => {
  fc.assert(
    fc.property(estimates, most, (all, bound) => {
      const { rows, others } = foldEstimate(all, bound)
      if (others === null) {
        expect(rows).toEqual(all)
        return
      }
      const names = new Set(rows.map(({ tenant }) => tenant))
      const least = rows.map(({ total }) => read(total)).reduce((a, b) => (a < b ? a : b))
      for (const row of all) if (!names.has(row.tenant)) expect(read(row.total) <= least).toBe(true)
    }),
  )
})

test('a list is not cut to hide one or two', () => {
  fc.assert(
    fc.property(estimates, (all) => {
      const { others } = foldEstimate(all, 10)
      expect(others === null || others.count >= 3).toBe(true)
    }),
  )
})
