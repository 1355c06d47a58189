import { verifyAudit } from '@/db/commands/verify-audit'
import { isWholeChainDue } from '@/db/queries/audit-check'
import type { Ctx } from '@/lib/context'

/** So many take the database a few hundredths of a second. */
const mostEntries = 2_000

/**
 * Verifies the audit chain a part at a time (B15): what is new since the last time, then some of the whole chain again, which
 * is verified once a day.
 * @returns how many entries were verified for the first time; null while the whole chain is yet to be verified again.
 */
export const verifyNextEntries = async (ctx: Ctx): Promise<number | null> => {
  const verified = await verifyAudit(ctx.db, mostEntries, ctx.now)
  if (verified > 0) return verified
  return (await isWholeChainDue(ctx.db, ctx.now)) ? null : 0
}
