import type { Db } from '@/db/client'
import type { TaxRate } from '@/lib/core/pricing/vat'
import type { Day } from '@/lib/core/time/day'
import { call } from './call'
import { json, only } from './json'

/**
 * Adds a tax rate. `stale`: its version is taken. A day: some org is invoiced beyond the rate's day; it can hold from that
 * day on.
 */
export const addTaxRate = (
  db: Db,
  { version, effectiveOn, rate }: TaxRate,
  audit: unknown,
): Promise<'applied' | 'stale' | Day> =>
  call(async () => {
    const sql = db.$client
    const rows = await sql<{ outcome: 'applied' | 'stale' | Day }[]>`
      select add_tax_rate(${version}, ${effectiveOn}, ${rate}::numeric, ${json(sql, audit)}) as outcome`
    return only(rows).outcome
  })
