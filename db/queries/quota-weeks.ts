import { and, eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { call } from '@/db/commands/call'
import { quotaWeeks } from '@/db/schema/index'

export type QuotaWeek = typeof quotaWeeks.$inferSelect

/** A week of an org's quota, current or archived. */
export const findQuotaWeek = (db: Db, org: string, weekId: string): Promise<QuotaWeek | null> =>
  call(async () => {
    const [row] = await db
      .select()
      .from(quotaWeeks)
      .where(and(eq(quotaWeeks.orgId, org), eq(quotaWeeks.weekId, weekId)))
    return row ?? null
  })
