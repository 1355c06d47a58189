import { expect, test } from 'vitest'
import { parityQuery, sourceTotalsRequest } from './parity'

const query = { left: 'portal', right: 'gateway', from: '2026-10-01', to: '2026-11-01' }
const takes = (over: Record<string, unknown>) => parityQuery.safeParse({ ...query, ...over }).success

test('a comparison is of one day at least and 366 at most, by month unless told otherwise', () => {
  expect(parityQuery.parse(query)).toEqual({ ...query, by: 'month' })
  expect(takes({ to: '2026-10-02' })).toBe(true)
  expect(takes({ to: '2026-10-01' })).toBe(false)
  expect(takes({ to: '2026-09-30' })).toBe(false)
  expect(takes({ to: '2027-10-02' })).toBe(true)
  expect(takes({ to: '2027-10-03' })).toBe(false)
  expect(takes({ from: '2026-02-30' })).toBe(false)
  expect(takes({ by: 'week' })).toBe(false)
  expect(takes({ colour: 'red' })).toBe(false)
})

test('a report holds from one to a thousand totals, and never of the portal itself', () => {
  const total = { org: 'acme', meter: 'doc.pages', day: '2026-10-01', quantity: '0.5' }
  const takesReport = (source: string, count: number) =>
    sourceTotalsRequest.safeParse({ source, totals: Array.from({ length: count }, () => total) }).success
  expect([0, 1, 1000, 1001].map((count) => takesReport('gateway', count))).toEqual([false, true, true, false])
  expect(takesReport('portal', 1)).toBe(false)
  expect(sourceTotalsRequest.safeParse({ source: 'x', totals: [{ ...total, quantity: -1 }] }).success).toBe(false)
})
