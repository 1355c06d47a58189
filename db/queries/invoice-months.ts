import type { Db } from '@/db/client'
import type { Month } from '@/lib/core/time/day'
import { lookUp } from './look-up'

/** Every month that has an invoice of any org, newest first. */
export const listInvoiceMonths = (db: Db): Promise<Month[]> =>
  lookUp(async () => {
    const rows = await db.$client<{ month: string }[]>`
      select to_char(month_on, 'YYYY-MM') as month from invoices group by month_on order by month_on desc`
    return rows.map(({ month }) => month)
  })
