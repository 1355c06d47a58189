import { and, desc, eq, gt, ne } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { orgCards, orgPaymentMethods } from '@/db/schema/index'
import { lookUp } from './look-up'

export type CardFile = typeof orgPaymentMethods.$inferSelect & {
  /** The newest first. */
  readonly cards: readonly (typeof orgCards.$inferSelect)[]
}

/** The org's customer at Stripe and its cards, as they were recorded last; null where it never had one. */
export const findCardFile = (db: Db, org: string): Promise<CardFile | null> =>
  lookUp(async () => {
    const [[file], cards] = await Promise.all([
      db.select().from(orgPaymentMethods).where(eq(orgPaymentMethods.orgId, org)),
      db.select().from(orgCards).where(eq(orgCards.orgId, org)).orderBy(desc(orgCards.addedAt), orgCards.methodId),
    ])
    return file ? { ...file, cards } : null
  })

/** The card that an org is charged to; empty where there is none. */
export const findDefaultMethod = (db: Db, org: string): Promise<string> =>
  lookUp(async () => {
    const [row] = await db
      .select({ methodId: orgPaymentMethods.defaultMethod })
      .from(orgPaymentMethods)
      .where(eq(orgPaymentMethods.orgId, org))
    return row?.methodId ?? ''
  })

/** The org of a customer at Stripe. */
export const findOrgOfCustomer = (db: Db, customerId: string): Promise<string | null> =>
  lookUp(async () => {
    const [row] = await db
      .select({ org: orgPaymentMethods.orgId })
      .from(orgPaymentMethods)
      .where(eq(orgPaymentMethods.stripeCustomerId, customerId))
    return row?.org ?? null
  })

/** Orgs that have a customer at Stripe, by name, those after `after`. */
export const listOrgsWithCustomer = (
  db: Db,
  after: string,
  most = 100,
): Promise<{ readonly org: string; readonly customerId: string }[]> =>
  lookUp(() =>
    db
      .select({ org: orgPaymentMethods.orgId, customerId: orgPaymentMethods.stripeCustomerId })
      .from(orgPaymentMethods)
      .where(and(gt(orgPaymentMethods.orgId, after), ne(orgPaymentMethods.stripeCustomerId, '')))
      .orderBy(orgPaymentMethods.orgId)
      .limit(most),
  )
