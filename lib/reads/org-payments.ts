import { type Dispute, listDisputes } from '@/db/queries/disputes'
import { findPurchaseTerms, listPurchases } from '@/db/queries/packs'
import { listOrgRefunds, listRefunds, type Refund } from '@/db/queries/refunds'
import { type Ctx, requirePermission } from '@/lib/context'
import { disputeStanding } from '@/lib/core/funding/dispute'
import { paidFor } from '@/lib/core/funding/payment'
import { minor, minorPlaces } from '@/lib/core/money/amount'
import { amountText } from '@/lib/core/money/amount-text'
import { formatDecimal } from '@/lib/core/money/decimal'
import { actorNames } from './actor-names'
import { accountOf } from './org-funding'
import { purchaseStanding } from './purchase-standing'

const mostPurchases = 100

type Purchase = Awaited<ReturnType<typeof listPurchases>>[number]
type Names = (actor: string) => string

/** What went back of an org's purchases, and what of them is disputed. */
type Returns = { readonly refunds: readonly Refund[]; readonly disputes: readonly Dispute[] }

/** What an org bought, newest first, what of it went back and what is disputed. For administrators, and for keys that refund. */
export const orgPayments = async (ctx: Ctx, org: string) => {
  requirePermission(ctx, 'refunds:write', org)
  await accountOf(ctx, org)
  const [purchases, refunds, disputes] = await Promise.all([
    listPurchases(ctx.db, org, mostPurchases),
    listOrgRefunds(ctx.db, org),
    listDisputes(ctx.db, org),
  ])
  const names = await actorNames(ctx, [
    ...purchases.map(({ begunBy }) => begunBy),
    ...refunds.map(({ requestedBy }) => requestedBy),
  ])
  return purchases.map((purchase) => purchaseItem(purchase, { refunds, disputes }, names))
}

/** A paid purchase as it stands, and one of its refunds. For administrators, and for keys that refund. */
export const orgRefund = async (ctx: Ctx, org: string, purchaseId: string, refundId: string) => {
  requirePermission(ctx, 'refunds:write', org)
  const [found, refunds, disputes] = await Promise.all([
    findPurchaseTerms(ctx.db, org, purchaseId),
    listRefunds(ctx.db, org, purchaseId),
    listDisputes(ctx.db, org),
  ])
  if (!found) throw new Error(`there is no purchase ${purchaseId} of ${org}`)
  const names = await actorNames(ctx, [found.begunBy, ...refunds.map(({ requestedBy }) => requestedBy)])
  const purchase = purchaseItem({ ...found, checkout: null }, { refunds, disputes }, names)
  const refund = purchase.refunds.find((each) => each.refund === refundId)
  if (!refund) throw new Error(`there is no refund ${refundId} of ${purchaseId}`)
  return { org, purchase, refund }
}

const purchaseItem = (purchase: Purchase, returns: Returns, names: Names) => {
  const { purchaseId, kind, name, currency, price, tax, credit, failure, begunAt, begunBy, paidAt } = purchase
  const refunds = returns.refunds.filter((refund) => refund.purchaseId === purchaseId)
  const refunded = refunds.reduce((total, { status, amount }) => (status === 'failed' ? total : total + amount), 0n)
  return {
    purchase: purchaseId,
    kind,
    name,
    currency,
    price: formatDecimal(price, minorPlaces),
    tax: formatDecimal(tax, minorPlaces),
    credit: amountText(credit, currency),
    status: purchaseStanding(purchase),
    failure,
    begunAt: begunAt.toString(),
    paidAt: paidAt === null ? null : paidAt.toString(),
    begunBy: kind === 'recharge' && begunBy.startsWith('system:') ? 'Auto-recharge' : names(begunBy),
    /** What is left of price and tax; nothing of what was never paid. */
    refundable: formatDecimal(minor(paidAt === null ? 0n : paidFor(purchase) - refunded), minorPlaces),
    refunds: refunds.map((refund) => refundItem(refund, currency, names)),
    disputes: returns.disputes
      .filter((dispute) => dispute.purchaseId === purchaseId)
      .map((dispute) => disputeItem(dispute, currency)),
  }
}

/** `taken` and `spent` are null as long as Stripe was not reached; of a refund that failed, nothing was taken or spent. */
const refundItem = (refund: Refund, currency: string, names: Names) => {
  const { refundId, amount, status, failure, share, taken, reason, requestedAt, requestedBy } = refund
  return {
    refund: refundId,
    amount: formatDecimal(amount, minorPlaces),
    status,
    failure,
    taken: taken === null ? null : amountText(taken, currency),
    spent: taken === null ? null : amountText(status === 'failed' ? 0n : share - taken, currency),
    reason,
    requestedAt: requestedAt.toString(),
    requestedBy: names(requestedBy),
  }
}

const disputeItem = ({ disputeId, amount, status, reason, taken, returned, openedAt }: Dispute, currency: string) => ({
  dispute: disputeId,
  amount: formatDecimal(amount, minorPlaces),
  standing: disputeStanding(status),
  status,
  reason,
  taken: taken === null ? null : amountText(taken, currency),
  returned: amountText(returned, currency),
  openedAt: openedAt.toString(),
})
