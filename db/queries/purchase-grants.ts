import type { Db } from '@/db/client'
import { readPico } from '@/db/columns'
import type { Pico } from '@/lib/core/money/amount'
import { lookUp } from './look-up'

export type PurchaseGrant = { readonly grant: string; readonly remaining: Pico }

/**
 * The grant that a purchase gave, and after it those with which credit that was taken of it came back, the first one first.
 * What came back is known by its reference: that of the entry which took it, and `:returned`.
 */
export const listPurchaseGrants = (db: Db, org: string, grant: string): Promise<readonly PurchaseGrant[]> =>
  lookUp(async () => {
    const rows = await db.$client<{ grant: string; remaining: string }[]>`
      with recursive own as (
        select g.grant_id from credit_grants g where g.org_id = ${org} and g.grant_id = ${grant}
        union
        select back.grant_id from own
          join ledger_entries taken on taken.org_id = ${org} and taken.kind in ('refund', 'adjustment')
            and taken.grant_id = own.grant_id
          join ledger_entries back on back.org_id = ${org} and back.kind = 'topup'
            and back.reference = taken.reference || ':returned'
      )
      select g.grant_id as "grant", g.remaining::text from own
        join credit_grants g on g.org_id = ${org} and g.grant_id = own.grant_id
       order by g.sequence`
    return rows.map((row) => ({ grant: row.grant, remaining: readPico(row.remaining) }))
  })
