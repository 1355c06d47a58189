import { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { readInstant, readPico } from '@/db/columns'
import type { Grant, Origin } from '@/lib/core/funding/grant'
import { lookUp } from './look-up'

export type GrantRow = Omit<Grant, 'returnedOf' | 'toWithhold'> & { readonly grantedAt: Temporal.Instant }

type Row = { origin: Origin; priority: number; expiresAt: string | null } & Record<
  Exclude<keyof GrantRow, 'origin' | 'priority' | 'expiresAt'>,
  string
>

const grantOf = (row: Row): GrantRow => ({
  id: row.id,
  origin: row.origin,
  asset: row.asset,
  priority: row.priority,
  expiresAt: row.expiresAt === null ? null : readInstant(row.expiresAt).epochNanoseconds,
  grantedAt: Temporal.Instant.from(row.grantedAt),
  sequence: BigInt(row.sequence),
  granted: readPico(row.granted),
  remaining: readPico(row.remaining),
  held: readPico(row.held),
  used: readPico(row.used),
  expired: readPico(row.expired),
  refunded: readPico(row.refunded),
})

/** All grants of an org that have something remaining or held, and the newest of those that have not. */
export const listGrants = (db: Db, org: string, mostClosed: number): Promise<readonly GrantRow[]> =>
  lookUp(async () => {
    const rows = await db.$client<Row[]>`
      with own as (
        select g.*, g.remaining > 0 or g.held > 0 as is_open from credit_grants g where g.org_id = ${org}
      )
      select g.grant_id as id, g.origin, g.asset, g.priority, g.expires_at as "expiresAt", g.granted_at as "grantedAt",
             g.sequence::text, g.granted::text, g.remaining::text, g.held::text, g.used::text, g.expired::text,
             g.refunded::text
        from own g
       where g.is_open or g.grant_id in (
         select c.grant_id from own c where not c.is_open order by c.sequence desc limit ${mostClosed})`
    return rows.map(grantOf)
  })
