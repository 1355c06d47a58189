import { desc } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { tierVersions } from '@/db/schema/index'
import { lookUp } from './look-up'

export type TierVersion = typeof tierVersions.$inferSelect

/** Every version of what the tiers cost, by tier and currency, the newest version first. */
export const listTierVersions = (db: Db): Promise<TierVersion[]> =>
  lookUp(() =>
    db.select().from(tierVersions).orderBy(tierVersions.tier, tierVersions.currency, desc(tierVersions.version)),
  )
