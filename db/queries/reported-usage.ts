import type { Db } from '@/db/client'
import { readPico } from '@/db/columns'
import type { Pico } from '@/lib/core/money/amount'
import { lookUp } from './look-up'
import type { UsageOf } from './usage-report'

/** Usage of a time that nothing paid for yet: it is in no figure of usage until then. */
export type UnpaidSum = { readonly count: number; readonly amount: Pico }

/** What was reported of a time and is not paid yet, whichever biller it is of; waived usage is settled. */
export const sumUnpaidUsage = (db: Db, org: string, { span, meter, resource }: UsageOf): Promise<UnpaidSum> =>
  lookUp(async () => {
    const [row] = await db.$client<{ count: number; amount: string }[]>`
      select count(*)::int as count, coalesce(sum(amount), 0)::text as amount from unfunded_usage
       where org_id = ${org} and charged_at is null and waived_at is null
         and day_on >= ${span.start} and day_on < ${span.end}
         and (${meter}::text is null or event->>'meter' = ${meter})
         and (${resource}::text is null or event->>'resource' = ${resource})`
    return { count: row?.count ?? 0, amount: readPico(row?.amount ?? '0') }
  })

/**
 * Whether anything ever happened to an org that it can be billed for: usage, also if it was taken back or was never paid,
 * tenants, also those that are gone, or an invoice.
 */
export const hasBegun = (db: Db, org: string): Promise<boolean> =>
  lookUp(async () => {
    const [row] = await db.$client<{ begun: boolean }[]>`
      select exists (select from usage_daily where org_id = ${org})
          or exists (select from unfunded_usage where org_id = ${org})
          or exists (select from tenant_billing_lifecycle where org_id = ${org})
          or exists (select from invoices where org_id = ${org}) as begun`
    return row?.begun ?? false
  })
