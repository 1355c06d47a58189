import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { call } from './call'

/**
 * Verifies the next entries of the audit chain, at most so many.
 * @returns how many were verified for the first time; none if another process does it at this moment.
 */
export const verifyAudit = (db: Db, most: number, now: Temporal.Instant): Promise<number> =>
  call(async () => {
    const [row] = await db.$client<{ verified: string | null }[]>`
      select verify_audit(${most}, ${now.toString()})::text as verified`
    return Number(row?.verified ?? 0)
  })
