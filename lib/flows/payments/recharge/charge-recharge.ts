import { noteRechargePayment } from '@/db/commands/recharge'
import { findCardFile } from '@/db/queries/cards'
import type { Purchase } from '@/db/queries/packs'
import { findRecharge } from '@/db/queries/recharge'
import type { Ctx } from '@/lib/context'
import { type ChargeOutcome, chargeCard } from '@/lib/flows/payments/charge-card'
import type { StripeGateway } from '@/lib/stripe/gateway'
import { type RechargeOutcome, settleRecharge } from './settle-recharge'

/**
 * Charges a recharge that was begun. A call that is made again, after a crash or by another process, is the same charge:
 * the recharge is its key. Where Stripe cannot be reached, the recharge stays under way and is tried again, unless
 * recharges are switched off meanwhile.
 */
export const chargeRecharge = async (ctx: Ctx, stripe: StripeGateway, purchase: Purchase): Promise<RechargeOutcome> => {
  const { orgId: org, purchaseId, paymentIntentId } = purchase
  if (paymentIntentId !== null) return settleRecharge(ctx, org, purchaseId, await stripe.readPayment(paymentIntentId))
  const payment = await pay(ctx, stripe, purchase)
  if (payment.status === 'processing' && payment.paymentIntentId) {
    await noteRechargePayment(ctx.db, org, purchaseId, payment.paymentIntentId)
  }
  return settleRecharge(ctx, org, purchaseId, payment)
}

const pay = async (
  ctx: Ctx,
  stripe: StripeGateway,
  { orgId: org, purchaseId, name, price: amountMinor, currency, begunAt }: Purchase,
): Promise<ChargeOutcome> => {
  const [file, settings] = await Promise.all([findCardFile(ctx.db, org), findRecharge(ctx.db, org)])
  const { stripeCustomerId: customerId = '', defaultMethod: methodId = '' } = file ?? {}
  // It may have been charged before recharges were switched off, or the card was removed: that is looked for.
  const barred = settings?.enabled ? (methodId === '' ? 'no_card' : null) : 'switched_off'
  const about = { purchase: purchaseId }
  return chargeCard(ctx.now, stripe, { org, about, customerId, methodId, name, amountMinor, currency, begunAt, barred })
}
