import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { lookUp } from './look-up'

/** True where an org has usage that happened at an instant or later. */
export const hasUsageSince = (db: Db, org: string, from: Temporal.Instant): Promise<boolean> =>
  lookUp(async () => {
    const at = from.toString()
    const [row] = await db.$client<{ found: boolean }[]>`
      select exists (select from usage_events e where e.org_id = ${org}
        and e.day_on >= ${at}::timestamptz::date - 1 and e.occurred_at >= ${at}) as found`
    return row?.found ?? false
  })

/** Whether an event was counted under a key, or waits for funds under it. */
export const isUsageKeyUsed = (db: Db, org: string, key: string): Promise<boolean> =>
  lookUp(async () => {
    const [row] = await db.$client<{ found: boolean }[]>`
      select exists (select from usage_events e where e.org_id = ${org} and e.idempotency_key = ${key})
          or exists (select from unfunded_usage u where u.org_id = ${org} and u.idempotency_key = ${key}) as found`
    return row?.found ?? false
  })

/** The sequence an org stands at, and whether usage, tenants or credit were recorded for it, or credit is being bought. */
export const findRecorded = (
  db: Db,
  org: string,
): Promise<{ readonly sequence: string; readonly recorded: boolean } | null> =>
  lookUp(async () => {
    const [row] = await db.$client<{ sequence: string; recorded: boolean }[]>`
      select a.sequence::text, exists (select from usage_events e where e.org_id = a.org_id)
          or exists (select from unfunded_usage u where u.org_id = a.org_id)
          or exists (select from credit_grants g where g.org_id = a.org_id)
          or exists (
            select from purchases p left join checkouts c on c.org_id = p.org_id and c.checkout_id = p.purchase_id
             where p.org_id = a.org_id and p.failed_at is null and coalesce(c.status, 'open') <> 'ended')
          or exists (select from tenant_billing_lifecycle t where t.org_id = a.org_id) as recorded
        from org_accounts a where a.org_id = ${org}`
    return row ?? null
  })
