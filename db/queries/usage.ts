import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { call } from '@/db/commands/call'

/** True where an org has usage that happened at an instant or later. */
export const hasUsageSince = (db: Db, org: string, from: Temporal.Instant): Promise<boolean> =>
  call(async () => {
    const at = from.toString()
    const [row] = await db.$client<{ found: boolean }[]>`
      select exists (select from usage_events e where e.org_id = ${org}
        and e.day_on >= ${at}::timestamptz::date - 1 and e.occurred_at >= ${at}) as found`
    return row?.found ?? false
  })
