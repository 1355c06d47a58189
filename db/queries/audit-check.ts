import type { Fragment } from 'postgres'
import { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import type { DueWork } from './backlogs'
import { lookUp } from './look-up'

export type AuditCheck = {
  /** Up to and with this entry the chain was verified. */
  readonly verified: bigint
  readonly checkedAt: Temporal.Instant | null
  /** The first entry that does not hold, or null. */
  readonly brokenAt: bigint | null
}

/** Entries of the audit chain that were not verified yet, or a whole chain that was not for a day. */
export const auditToVerify: DueWork = (sql, now) => sql`
    select least(coalesce(c.checked_at, ${now.toString()}), ${now.toString()}) as since
      from audit_checks c, audit_head h
     where h.sequence > c.sequence or c.broken_at is not null or ${isWholeDue(sql, now)}`

/** Of a chain that has entries, and in which nothing is wrong. */
const isWholeDue = (sql: Db['$client'], now: Temporal.Instant): Fragment => sql`
  c.broken_at is null and c.sequence > 0
    and coalesce(c.whole_at, '-infinity') < ${now.toString()}::timestamptz - interval '1 day'`

/** Whether the whole chain was not verified for a day. */
export const isWholeChainDue = (db: Db, now: Temporal.Instant): Promise<boolean> =>
  lookUp(async () => {
    const sql = db.$client
    const rows = await sql`select from audit_checks c where ${isWholeDue(sql, now)}`
    return rows.length > 0
  })

/** How far the audit chain was verified, and what was found. */
export const findAuditCheck = (db: Db): Promise<AuditCheck> =>
  lookUp(async () => {
    const [row] = await db.$client<{ verified: string; checkedAt: string | null; brokenAt: string | null }[]>`
      select sequence::text as verified, checked_at as "checkedAt", broken_at::text as "brokenAt" from audit_checks`
    return {
      verified: BigInt(row?.verified ?? '0'),
      checkedAt: row?.checkedAt == null ? null : Temporal.Instant.from(row.checkedAt),
      brokenAt: row?.brokenAt == null ? null : BigInt(row.brokenAt),
    }
  })
