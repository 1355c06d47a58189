import { and, desc, eq, getTableColumns } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { checkouts, packVersions, purchases } from '@/db/schema/index'
import { lookUp } from './look-up'

export type PackVersion = typeof packVersions.$inferSelect
export type Purchase = typeof purchases.$inferSelect

/** Every version of every pack, the latest of each first. */
export const listPackVersions = (db: Db): Promise<PackVersion[]> =>
  lookUp(() => db.select().from(packVersions).orderBy(packVersions.pack, desc(packVersions.version)))

/** The latest version of a pack, sold or not. */
export const findPack = (db: Db, pack: string): Promise<PackVersion | null> =>
  lookUp(async () => {
    const [row] = await db
      .select()
      .from(packVersions)
      .where(eq(packVersions.pack, pack))
      .orderBy(desc(packVersions.version))
      .limit(1)
    return row ?? null
  })

/** A purchase with the Checkout it is paid in. */
export const findPurchase = (
  db: Db,
  org: string,
  purchaseId: string,
): Promise<{ readonly purchase: Purchase; readonly status: string; readonly sessionId: string | null } | null> =>
  lookUp(async () => {
    const [row] = await db
      .select({ purchase: purchases, status: checkouts.status, sessionId: checkouts.sessionId })
      .from(purchases)
      .innerJoin(checkouts, and(eq(checkouts.orgId, purchases.orgId), eq(checkouts.checkoutId, purchases.purchaseId)))
      .where(and(eq(purchases.orgId, org), eq(purchases.purchaseId, purchaseId)))
    return row ?? null
  })

export type FoundPurchase = NonNullable<Awaited<ReturnType<typeof findPurchase>>>

/** A purchase with or without a Checkout. */
export const findPurchaseTerms = (db: Db, org: string, purchaseId: string): Promise<Purchase | null> =>
  lookUp(async () => {
    const [row] = await db
      .select()
      .from(purchases)
      .where(and(eq(purchases.orgId, org), eq(purchases.purchaseId, purchaseId)))
    return row ?? null
  })

/** What an org bought, newest first, each with how its Checkout stands; null where it has none. */
export const listPurchases = (
  db: Db,
  org: string,
  most = 100,
): Promise<(Purchase & { readonly checkout: 'open' | 'paid' | 'ended' | null })[]> =>
  lookUp(() =>
    db
      .select({ ...getTableColumns(purchases), checkout: checkouts.status })
      .from(purchases)
      .leftJoin(checkouts, and(eq(checkouts.orgId, purchases.orgId), eq(checkouts.checkoutId, purchases.purchaseId)))
      .where(eq(purchases.orgId, org))
      .orderBy(desc(purchases.begunAt))
      .limit(most),
  )
