import type { Db } from '@/db/client'
import { call } from '@/db/commands/call'
import type { Month } from '@/lib/core/time/day'

/** Every month that has an invoice of any org, newest first. */
export const listInvoiceMonths = (db: Db): Promise<Month[]> =>
  call(async () => {
    const rows = await db.$client<{ month: string }[]>`
      select to_char(month_on, 'YYYY-MM') as month from invoices group by month_on order by month_on desc`
    return rows.map(({ month }) => month)
  })
