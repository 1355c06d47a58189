import { desc } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { call } from '@/db/commands/call'
import { tierVersions } from '@/db/schema/index'

export type TierVersion = typeof tierVersions.$inferSelect

/** Every version of what the tiers cost, by tier and currency, the newest version first. */
export const listTierVersions = (db: Db): Promise<TierVersion[]> =>
  call(() =>
    db.select().from(tierVersions).orderBy(tierVersions.tier, tierVersions.currency, desc(tierVersions.version)),
  )
