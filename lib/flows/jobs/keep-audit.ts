import { verifyAudit } from '@/db/commands/verify-audit'
import type { Ctx } from '@/lib/context'

/** So many take the database a few hundredths of a second. */
const mostEntries = 2_000

/**
 * Verifies the audit chain a part at a time (B15): what is new since the last time, then some of the whole chain again.
 * @returns how many entries were verified for the first time.
 */
export const keepAudit = (ctx: Ctx): Promise<number> => verifyAudit(ctx.db, mostEntries, ctx.now)
