import { listOrgsWithCustomer } from '@/db/queries/cards'
import { findPurchase, findPurchaseTerms } from '@/db/queries/packs'
import { type Ctx, requirePlatformPermission } from '@/lib/context'
import { type Difference, isMendedByReading } from '@/lib/core/funding/reconcile'
import { isPassing } from '@/lib/flows/jobs/is-passing'
import { syncBalance } from '@/lib/flows/payments/cards/sync-balance'
import { syncCards } from '@/lib/flows/payments/cards/sync-cards'
import { settlePurchase } from '@/lib/flows/payments/credit/settle-purchase'
import { receiveDispute } from '@/lib/flows/payments/disputes/receive-dispute'
import { settleRecharge } from '@/lib/flows/payments/recharge/settle-recharge'
import { syncRefunds } from '@/lib/flows/payments/refunds/sync-refunds'
import { settleCheckout } from '@/lib/flows/payments/settle-checkout'
import { syncSubscriptionReturns } from '@/lib/flows/payments/subscriptions/sync-payments'
import { syncSubscriptions } from '@/lib/flows/payments/subscriptions/sync-subscriptions'
import { syncReturns } from '@/lib/flows/payments/sync-returns'
import { whyOf } from '@/lib/platform/errors'
import type { StripeGateway } from '@/lib/stripe/gateway'
import { compareOrg } from './compare-org'

export type FoundDifference = Difference & { readonly org: string; readonly mended: boolean }

/**
 * Compares customers, their balances, cards, subscriptions, payments, refunds and disputes at Stripe with ours, org by org.
 * @param mends also records what Stripe says where that is safe: no money is moved and nothing is made there; a
 * subscription is ended only where money that went back for good ends it.
 * @returns all that differed, with what was mended of it.
 */
export const reconcile = async (
  ctx: Ctx,
  stripe: StripeGateway,
  { mends, onOrg = () => {} }: { readonly mends: boolean; readonly onOrg?: (org: string) => void },
): Promise<FoundDifference[]> => {
  requirePlatformPermission(ctx, 'funds:write')
  const all: FoundDifference[] = []
  let after = ''
  for (;;) {
    const page = await listOrgsWithCustomer(ctx.db, after)
    for (const { org, customerId } of page) {
      onOrg(org)
      all.push(...(await reconcileOrg(ctx, stripe, { org, customerId }, mends)))
    }
    const last = page.at(-1)
    if (!last) return all
    after = last.org
  }
}

export type Customer = { readonly org: string; readonly customerId: string }

/** One org that cannot be compared, because Stripe does not know its customer any more, keeps no other from it. */
export const reconcileOrg = async (
  ctx: Ctx,
  stripe: StripeGateway,
  { org, customerId }: Customer,
  mends: boolean,
): Promise<FoundDifference[]> => {
  try {
    const before = await compareOrg(ctx, stripe, org, customerId)
    if (mends) for (const each of distinct(before)) await mend(ctx, stripe, org, customerId, each)
    const left =
      mends && before.length > 0 ? await stillThere(ctx, stripe, org, customerId) : new Set(before.map(textOf))
    return before.map((each) => ({ ...each, org, mended: !left.has(textOf(each)) }))
  } catch (error) {
    if (isPassing(error)) throw error
    return [{ kind: 'not_compared', subject: customerId, sentence: whyOf(error), org, mended: false }]
  }
}

const textOf = ({ kind, subject }: Difference): string => `${kind} ${subject}`

/** Cards and subscriptions are read again all at once, however many of them differ. */
const distinct = (differences: readonly Difference[]): readonly Difference[] =>
  differences.filter(({ kind }, place) => {
    return kind !== 'subscriptions_differ' || differences.findIndex((each) => each.kind === kind) === place
  })

/** A customer that was deleted has been forgotten here, and nothing of it is left to compare. */
const stillThere = async (ctx: Ctx, stripe: StripeGateway, org: string, customerId: string): Promise<Set<string>> => {
  const differences = await compareOrg(ctx, stripe, org, customerId)
  return new Set(differences.filter(({ kind }) => kind !== 'customer_gone').map(textOf))
}

const mend = async (
  ctx: Ctx,
  stripe: StripeGateway,
  org: string,
  customerId: string,
  difference: Difference,
): Promise<void> => {
  if (!isMendedByReading(difference)) return
  const { kind, subject } = difference
  if (kind === 'customer_gone' || kind === 'cards_differ') await syncCards(ctx, stripe, org, customerId)
  else if (kind === 'subscriptions_differ') await syncSubscriptions(ctx, stripe, org, customerId)
  else if (kind === 'balance_differs') await syncBalance(ctx, stripe, org, customerId)
  else await mendPayment(ctx, stripe, org, subject, kind)
}

const mendPayment = async (
  ctx: Ctx,
  stripe: StripeGateway,
  org: string,
  paymentIntentId: string,
  kind: Difference['kind'],
): Promise<void> => {
  const payment = await stripe.readPayment(paymentIntentId)
  const { purchaseId, invoiceId } = payment
  const wentBack = kind === 'refunds_differ' || kind === 'disputes_differ'
  if (invoiceId !== '') {
    if (!wentBack) await settleCheckout(ctx, stripe, org, invoiceId)
    // A payment that was not recorded may have gone back since.
    await syncReturns(ctx, stripe, { org, invoiceId, paymentIntentId })
    return
  }
  if (purchaseId === '') {
    const charged = await stripe.subscriptionPaymentBy(paymentIntentId)
    if (charged) await syncSubscriptionReturns(ctx, stripe, org, charged)
    return
  }
  if (kind === 'refunds_differ') return syncRefunds(ctx, stripe, { org, purchaseId, paymentIntentId })
  if (kind === 'disputes_differ') {
    const returns = await stripe.listReturns(paymentIntentId)
    for (const each of returns) if (each.kind === 'dispute') await receiveDispute(ctx, stripe, each.returnId)
    return
  }
  const [form, terms] = await Promise.all([
    findPurchase(ctx.db, org, purchaseId),
    findPurchaseTerms(ctx.db, org, purchaseId),
  ])
  if (form?.sessionId) {
    await settlePurchase(ctx, stripe, { org, checkoutId: purchaseId, sessionId: form.sessionId }, null)
  } else if (terms) await settleRecharge(ctx, org, purchaseId, payment)
}
