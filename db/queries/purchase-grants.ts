import type { Db } from '@/db/client'
import { readPico } from '@/db/columns'
import type { Pico } from '@/lib/core/money/amount'
import { lookUp } from './look-up'

export type PurchaseGrant = { readonly grant: string; readonly remaining: Pico }

/** The grant that a purchase gave, and after it those with which credit of it came back, the first one first. */
export const listPurchaseGrants = (db: Db, org: string, grant: string): Promise<readonly PurchaseGrant[]> =>
  lookUp(async () => {
    const rows = await db.$client<{ grant: string; remaining: string }[]>`
      select grant_id as "grant", remaining::text from credit_grants
       where org_id = ${org} and (grant_id = ${grant} or returned_of = ${grant})
       order by sequence`
    return rows.map((row) => ({ grant: row.grant, remaining: readPico(row.remaining) }))
  })
