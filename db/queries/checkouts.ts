import { and, desc, eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { checkouts } from '@/db/schema/index'
import { lookUp } from './look-up'

export type CheckoutRow = typeof checkouts.$inferSelect

/** Every Checkout of an invoice, newest first. */
export const listCheckouts = (db: Db, org: string, invoiceId: string): Promise<CheckoutRow[]> =>
  lookUp(async () => {
    const rows = await db
      .select()
      .from(checkouts)
      .where(and(eq(checkouts.orgId, org), eq(checkouts.invoiceId, invoiceId)))
    return rows.sort((a, b) => (a.checkoutId < b.checkoutId ? 1 : -1))
  })

/** The Checkouts with which an org saves cards, newest first. */
export const listCardCheckouts = (db: Db, org: string): Promise<CheckoutRow[]> =>
  lookUp(() =>
    db
      .select()
      .from(checkouts)
      .where(and(eq(checkouts.orgId, org), eq(checkouts.kind, 'card')))
      .orderBy(desc(checkouts.openedAt), desc(checkouts.checkoutId)),
  )
