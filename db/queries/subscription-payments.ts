import { and, desc, eq, isNotNull } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { customerBalances, disputes, paymentReturns, subscriptionPayments } from '@/db/schema/index'
import { lookUp } from './look-up'

export type PaymentReturnRow = typeof paymentReturns.$inferSelect

export type SubscriptionPayment = typeof subscriptionPayments.$inferSelect & {
  /** What of it went back or is disputed, the first one first. */
  readonly returns: readonly PaymentReturnRow[]
}

/** What an org was charged for what it subscribes to, the newest first, with what went back of it. */
export const listSubscriptionPayments = (db: Db, org: string): Promise<SubscriptionPayment[]> =>
  lookUp(async () => {
    const [payments, returns] = await Promise.all([
      db
        .select()
        .from(subscriptionPayments)
        .where(eq(subscriptionPayments.orgId, org))
        .orderBy(desc(subscriptionPayments.paidAt), desc(subscriptionPayments.stripeInvoiceId)),
      db
        .select()
        .from(paymentReturns)
        .where(and(eq(paymentReturns.orgId, org), isNotNull(paymentReturns.stripeInvoiceId)))
        .orderBy(paymentReturns.begunAt, paymentReturns.returnId),
    ])
    return payments.map((payment) => ({
      ...payment,
      returns: returns.filter(({ stripeInvoiceId }) => stripeInvoiceId === payment.stripeInvoiceId),
    }))
  })

/** Everything of an org's payments for invoices and subscriptions that went back or is disputed. */
export const listOrgReturns = (db: Db, org: string): Promise<PaymentReturnRow[]> =>
  lookUp(() => db.select().from(paymentReturns).where(eq(paymentReturns.orgId, org)))

/** How the disputes of an org's payments stand at Stripe, whatever was paid for. */
export const listDisputeStatuses = (db: Db, org: string): Promise<string[]> =>
  lookUp(async () => {
    const [credit, others] = await Promise.all([
      db.select({ status: disputes.status }).from(disputes).where(eq(disputes.orgId, org)),
      db
        .select({ status: paymentReturns.status })
        .from(paymentReturns)
        .where(and(eq(paymentReturns.orgId, org), eq(paymentReturns.kind, 'dispute'))),
    ])
    return [...credit, ...others].map(({ status }) => status)
  })

export type CustomerBalance = typeof customerBalances.$inferSelect

/** What Stripe keeps on the account of an org's customer, as it was read last; null where it never was. */
export const findCustomerBalance = (db: Db, org: string): Promise<CustomerBalance | null> =>
  lookUp(async () => {
    const [row] = await db.select().from(customerBalances).where(eq(customerBalances.orgId, org))
    return row ?? null
  })
