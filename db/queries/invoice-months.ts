import type { Db } from '@/db/client'
import { addMonths, type Month } from '@/lib/core/time/day'
import { lookUp } from './look-up'

/** The months from the first that has an invoice of any org to the last, newest first. */
export const listInvoiceMonths = (db: Db): Promise<Month[]> =>
  lookUp(async () => {
    const [row] = await db.$client<{ first: Month | null; last: Month | null }[]>`
      select to_char(min(month_on), 'YYYY-MM') as first, to_char(max(month_on), 'YYYY-MM') as last from invoices`
    const months: Month[] = []
    if (!row?.first || !row.last) return months
    for (let month = row.last; month >= row.first; month = addMonths(month, -1)) months.push(month)
    return months
  })
