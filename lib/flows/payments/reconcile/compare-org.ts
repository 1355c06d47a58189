import { findCardFile } from '@/db/queries/cards'
import { listDisputes } from '@/db/queries/disputes'
import { listCardPayments } from '@/db/queries/invoices'
import { listPurchases } from '@/db/queries/packs'
import { listOrgRefunds } from '@/db/queries/refunds'
import { listStripeSubscriptions } from '@/db/queries/stripe-subscriptions'
import {
  findCustomerBalance,
  listOrgReturns,
  listSubscriptionPayments,
  type PaymentReturnRow,
} from '@/db/queries/subscription-payments'
import type { Ctx } from '@/lib/context'
import { refundFailed } from '@/lib/core/funding/payment-return'
import { compareBalance, comparePayments, type Difference, type RecordedPayment } from '@/lib/core/funding/reconcile'
import { minor, sum } from '@/lib/core/money/amount'
import { isLive } from '@/lib/core/plans/entitlement'
import { isRecordedAs } from '@/lib/flows/payments/subscriptions/columns-of'
import { paidAtStripe } from '@/lib/flows/payments/subscriptions/paid-subscription'
import type { StripeGateway } from '@/lib/stripe/gateway'
import type { SubscriptionAtStripe } from '@/lib/stripe/subscriptions'

const same = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  JSON.stringify([...a].sort()) === JSON.stringify([...b].sort())

const cardsOf = async (ctx: Ctx, stripe: StripeGateway, org: string, customerId: string): Promise<Difference[]> => {
  const [file, found] = await Promise.all([findCardFile(ctx.db, org), stripe.readCards(customerId)])
  if (found.customerId === '') {
    const sentence = `The customer ${customerId} was deleted at Stripe.`
    return [{ kind: 'customer_gone', subject: customerId, sentence }]
  }
  const ids = found.cards.map(({ methodId }) => methodId)
  const known = file?.cards.map(({ methodId }) => methodId) ?? []
  if (same(ids, known) && found.defaultMethod === (file?.defaultMethod ?? '')) return []
  const sentence = `${ids.length} cards at Stripe, ${known.length} here, or another one is charged.`
  return [{ kind: 'cards_differ', subject: customerId, sentence }]
}

const subscriptionsOf = async (
  ctx: Ctx,
  org: string,
  customerId: string,
  reads: Promise<readonly SubscriptionAtStripe[]>,
): Promise<Difference[]> => {
  const [known, found] = await Promise.all([listStripeSubscriptions(ctx.db, org), reads])
  const rows = new Map(known.map((each) => [each.subscriptionId, each]))
  const differing = found
    .filter((each) => {
      const row = rows.get(each.subscriptionId)
      return row === undefined || !isRecordedAs(row, each)
    })
    .map(({ subscriptionId: subject }): Difference => {
      return { kind: 'subscriptions_differ', subject, sentence: 'Another state at Stripe than here.' }
    })
  const twice = (['plan', 'tier'] as const).flatMap((product): Difference[] => {
    const live = found.filter(({ choice, endedAt, status }) => {
      return choice.product === product && endedAt === null && status !== 'incomplete'
    })
    if (live.length < 2) return []
    const sentence = `${live.length} subscriptions to a ${product} are paid at once: all but one are to be cancelled.`
    return [{ kind: 'subscribed_twice', subject: customerId, sentence }]
  })
  return [...differing, ...twice]
}

/** What of a payment went back or is about to, and its disputes. */
const wentBack = (returns: readonly PaymentReturnRow[]) => ({
  refunded: sum(
    returns
      .filter(({ kind, status }) => kind === 'refund' && !refundFailed.includes(status))
      .map(({ amount }) => amount),
  ),
  disputes: returns.flatMap(({ kind, returnId: id, status }) => (kind === 'dispute' ? [{ id, status }] : [])),
})

const everything = 100_000

const recordedOf = async (ctx: Ctx, org: string): Promise<RecordedPayment[]> => {
  const [purchases, refunds, payments, disputes, charged, returns] = await Promise.all([
    listPurchases(ctx.db, org, everything),
    listOrgRefunds(ctx.db, org),
    listCardPayments(ctx.db, org),
    listDisputes(ctx.db, org),
    listSubscriptionPayments(ctx.db, org),
    listOrgReturns(ctx.db, org),
  ])
  const refundedOf = (purchaseId: string): bigint =>
    refunds
      .filter((each) => each.purchaseId === purchaseId && (each.status === 'succeeded' || each.status === 'pending'))
      .reduce((sum, { amount }) => sum + amount, 0n)
  return [
    ...purchases.map(({ purchaseId, paymentIntentId, paidAt, price, tax, currency }) => ({
      purchase: purchaseId,
      invoice: '',
      subscription: '',
      payment: paidAt === null ? '' : (paymentIntentId ?? ''),
      amount: minor(price + tax),
      currency,
      refunded: minor(refundedOf(purchaseId)),
      disputes: disputes
        .filter((each) => each.purchaseId === purchaseId)
        .map(({ disputeId: id, status }) => ({ id, status })),
    })),
    ...payments.map(({ invoiceId, reference, amount, currency }) => ({
      purchase: '',
      invoice: invoiceId,
      subscription: '',
      payment: reference,
      amount,
      currency,
      ...wentBack(returns.filter((each) => each.invoiceId === invoiceId && each.reference === reference)),
    })),
    ...charged.map(({ stripeInvoiceId, paymentIntentId, amount, currency, returns: own }) => ({
      purchase: '',
      invoice: '',
      subscription: stripeInvoiceId,
      payment: paymentIntentId,
      amount,
      currency,
      ...wentBack(own),
    })),
  ]
}

const balanceOf = async (
  ctx: Ctx,
  stripe: StripeGateway,
  { org, customerId }: { readonly org: string; readonly customerId: string },
  reads: Promise<readonly SubscriptionAtStripe[]>,
): Promise<readonly Difference[]> => {
  const [found, recorded, subscribed] = await Promise.all([
    stripe.readBalance(customerId),
    findCustomerBalance(ctx.db, org),
    reads,
  ])
  return found ? compareBalance(customerId, found, recorded, subscribed.map(paidAtStripe).some(isLive)) : []
}

/** What differs between Stripe and us for one org and its customer there. Nothing is changed. */
export const compareOrg = async (
  ctx: Ctx,
  stripe: StripeGateway,
  org: string,
  customerId: string,
): Promise<Difference[]> => {
  const cards = await cardsOf(ctx, stripe, org, customerId)
  const owner = cards.some(({ kind }) => kind === 'customer_gone') ? org : await stripe.orgOfCustomer(customerId)
  if (owner !== org) {
    const sentence = `The customer ${customerId} at Stripe says that it is ${owner || 'of nobody'}.`
    return [{ kind: 'customer_of_another', subject: customerId, sentence }]
  }
  const subscriptionsRead = stripe.readSubscriptions(customerId)
  const [subscriptions, taken, charged, recorded, balance] = await Promise.all([
    subscriptionsOf(ctx, org, customerId, subscriptionsRead),
    stripe.listPayments(customerId),
    stripe.listSubscriptionPayments(customerId),
    recordedOf(ctx, org),
    balanceOf(ctx, stripe, { org, customerId }, subscriptionsRead),
  ])
  const invoiceOf = new Map(charged.map(({ paymentIntentId, stripeInvoiceId }) => [paymentIntentId, stripeInvoiceId]))
  const named = taken.map((each) => ({ ...each, subscription: invoiceOf.get(each.id) ?? '' }))
  return [...cards, ...subscriptions, ...comparePayments(named, recorded), ...balance]
}
