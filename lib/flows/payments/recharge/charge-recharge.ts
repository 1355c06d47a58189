import { Temporal } from 'temporal-polyfill'
import { noteRechargePayment } from '@/db/commands/recharge'
import { findCardFile } from '@/db/queries/cards'
import type { Purchase } from '@/db/queries/packs'
import { findRecharge } from '@/db/queries/recharge'
import type { Ctx } from '@/lib/context'
import { Refusal } from '@/lib/platform/errors'
import type { Payment } from '@/lib/stripe/charge'
import type { StripeGateway } from '@/lib/stripe/gateway'
import { type RechargeOutcome, settleRecharge } from './settle-recharge'

/** Stripe remembers an idempotency key for a day: after that a call is looked for, and not made again. */
const keyHours = 23
/** How far Stripe's clock may be behind ours. */
const clockHours = 1

const failureOf = ({ facts }: Refusal): string => {
  const { code, decline_code: decline } = facts
  return typeof code === 'string' && code !== 'card_declined' ? code : typeof decline === 'string' ? decline : ''
}

type Outcome = Pick<Payment, 'status' | 'failure'> & Partial<Payment>

/**
 * Charges a recharge that was begun. A call that is made again, after a crash or by another process, is the same charge:
 * the recharge is its key. Where Stripe can not be reached, the recharge stays under way and is tried again, unless
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
  { orgId: org, purchaseId, name, price, currency, begunAt }: Purchase,
): Promise<Outcome> => {
  const [file, settings] = await Promise.all([findCardFile(ctx.db, org), findRecharge(ctx.db, org)])
  const { stripeCustomerId: customerId = '', defaultMethod: methodId = '' } = file ?? {}
  const since = begunAt.subtract({ hours: clockHours })
  const lookUp = async () => (customerId === '' ? null : stripe.findPayment(customerId, purchaseId, since))
  if (Temporal.Instant.compare(begunAt.add({ hours: keyHours }), ctx.now) < 0) {
    return (await lookUp()) ?? { status: 'failed', failure: 'not_charged' }
  }
  // It may have been charged before recharges were switched off, or the card was removed: that is looked for.
  if (!settings?.enabled) return (await lookUp()) ?? { status: 'failed', failure: 'switched_off' }
  if (methodId === '') return (await lookUp()) ?? { status: 'failed', failure: 'no_card' }
  try {
    return await stripe.chargeOffSession({
      org,
      purchaseId,
      customerId,
      methodId,
      name,
      amountMinor: price,
      currency,
    })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    if (error.code === 'card_declined') return { status: 'failed', failure: failureOf(error) }
    const found = error.code === 'idempotency_mismatch' ? await lookUp() : null
    if (found === null) throw error
    return found
  }
}
