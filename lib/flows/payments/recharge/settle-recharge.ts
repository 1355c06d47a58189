import { failRecharge } from '@/db/commands/recharge'
import { findPurchaseTerms } from '@/db/queries/packs'
import type { Ctx } from '@/lib/context'
import { minor } from '@/lib/core/money/amount'
import { givePurchase } from '@/lib/flows/payments/credit/give-purchase'
import { Refusal } from '@/lib/platform/errors'
import type { Payment } from '@/lib/stripe/charge'

export type RechargeOutcome = {
  readonly status: 'paid' | 'processing' | 'declined'
  /** Stripe's code, where it was declined. */
  readonly failure: string
}

/**
 * Records what became of the charge of a recharge: its credit, exactly once; or the decline, which switches recharges off
 * until the customer switches them on again (K6).
 */
export const settleRecharge = async (
  ctx: Ctx,
  org: string,
  purchaseId: string,
  payment: Pick<Payment, 'status' | 'failure'> & Partial<Payment>,
): Promise<RechargeOutcome> => {
  const purchase = await findPurchaseTerms(ctx.db, org, purchaseId)
  if (!purchase) throw new Refusal('unavailable', `There is no recharge ${purchaseId} of ${org} yet.`)
  if (purchase.paidAt !== null && payment.status !== 'paid') return { status: 'paid', failure: '' }
  const { status, failure, paymentIntentId = '', amountMinor: total = minor(0n), currency = '' } = payment
  if (status === 'processing') return { status, failure: '' }
  if (status === 'failed') {
    await failRecharge(ctx.db, org, purchaseId, failure || 'card_declined', ctx.now)
    return { status: 'declined', failure: failure || 'card_declined' }
  }
  // Stripe adds no tax to what is charged while nobody is there.
  await givePurchase(ctx, org, purchase, { paymentIntentId, subtotal: total, tax: minor(0n), total, currency })
  return { status: 'paid', failure: '' }
}
