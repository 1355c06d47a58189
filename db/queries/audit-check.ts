import { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { lookUp } from './look-up'

export type AuditCheck = {
  /** Up to and with this entry the chain was verified. */
  readonly verified: bigint
  readonly checkedAt: Temporal.Instant | null
  /** The first entry that does not hold, or null. */
  readonly brokenAt: bigint | null
}

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
