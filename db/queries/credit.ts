import type { Fragment } from 'postgres'
import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { readInstant, readPico } from '@/db/columns'
import type { Pico } from '@/lib/core/money/amount'
import type { DueWork } from './backlogs'
import { lookUp } from './look-up'
import { dueSince, isDue } from './retries'

/** Grants that expired with something left. */
const expiredRows = (sql: Db['$client'], now: Temporal.Instant): Fragment => sql`
        from credit_grants g
       where g.remaining > 0 and g.expires_at <= ${now.toString()}
         and ${isDue(sql, 'credit', sql`g.org_id`, sql`''`, now)}`

export const expiredCredit: DueWork = (sql, now) => sql`select g.expires_at as since ${expiredRows(sql, now)}`

/** Orgs that have credit which expired and was not taken out of the books yet. */
export const findOrgsWithExpiredCredit = (db: Db, now: Temporal.Instant, most: number): Promise<readonly string[]> =>
  lookUp(async () => {
    const rows = await db.$client<{ org: string }[]>`
      select g.org_id as org ${expiredRows(db.$client, now)}
       group by g.org_id
       order by ${dueSince(db.$client, 'credit', db.$client`g.org_id`, db.$client`''`, db.$client`min(g.expires_at)`)}, 1
       limit ${most}`
    return rows.map(({ org }) => org)
  })

export type GrantState = {
  readonly grant: string
  readonly asset: string
  readonly remaining: Pico
  readonly held: Pico
  readonly used: Pico
  readonly expiresAt: Temporal.Instant | null
}

type GrantStateRow = { [Sum in 'asset' | 'remaining' | 'held' | 'used']: string } & { expiresAt: string | null }

/** One grant as it stands; null where there is none. */
export const findGrant = (db: Db, org: string, grant: string): Promise<GrantState | null> =>
  lookUp(async () => {
    const [row] = await db.$client<GrantStateRow[]>`
      select asset, remaining::text, held::text, used::text, expires_at as "expiresAt" from credit_grants
       where org_id = ${org} and grant_id = ${grant}`
    if (!row) return null
    const { asset, remaining, held, used, expiresAt } = row
    return {
      grant,
      asset,
      remaining: readPico(remaining),
      held: readPico(held),
      used: readPico(used),
      expiresAt: expiresAt === null ? null : readInstant(expiresAt),
    }
  })
