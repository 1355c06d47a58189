import { openDispute, recordDispute } from '@/db/commands/disputes'
import { listTakenOfReturns, type TakenOfReturn } from '@/db/queries/gone-credit'
import type { Purchase } from '@/db/queries/packs'
import type { Ctx } from '@/lib/context'
import { creditOfDispute, type DisputeEffect, effectOf } from '@/lib/core/funding/dispute'
import { paidFor } from '@/lib/core/funding/payment'
import { pico } from '@/lib/core/money/amount'
import { returnGoneCredit } from '@/lib/flows/payments/credit/return-gone-credit'
import { takeGoneCredit } from '@/lib/flows/payments/credit/take-gone-credit'
import { paidPurchase } from '@/lib/flows/payments/paid-purchase'
import { writeUntilStill } from '@/lib/flows/payments/read-still'
import type { DisputeAtStripe } from '@/lib/stripe/dispute'
import type { StripeGateway } from '@/lib/stripe/gateway'

/**
 * A payment is disputed, or the bank decided: takes the unused credit that it bought, with its trace in the ledger, and
 * gives it back where the dispute was won. Recharges are switched off with the first of it. Safe to repeat, in any order:
 * what counts is how the dispute stands now, and it is read again until it stood still while the books were changed.
 * @returns a sentence that says what became of it; null where the payment is none of ours.
 */
export const receiveDispute = async (ctx: Ctx, stripe: StripeGateway, disputeId: string): Promise<string | null> => {
  const read = () => stripe.readDispute(disputeId)
  const first = await read()
  const { org, purchaseId, paymentIntentId } = first
  if (org === '' || purchaseId === '') return null
  const purchase = await paidPurchase(ctx, stripe, { org, purchaseId, paymentIntentId })
  const { status } = await writeUntilStill(first, {
    read,
    write: (dispute) => apply(ctx, org, purchase, dispute),
    textOf: (dispute) => dispute.status,
    what: `The dispute ${disputeId}`,
    mostReadings: 10,
  })
  return `The dispute of ${purchaseId} is ${status}.`
}

const apply = async (ctx: Ctx, org: string, purchase: Purchase, dispute: DisputeAtStripe): Promise<void> => {
  const { disputeId, amountMinor: amount, currency, reason, status, openedAt } = dispute
  const effect = effectOf(status)
  const row = { orgId: org, disputeId, purchaseId: purchase.purchaseId, amount, currency, reason, status, openedAt }
  await openDispute(ctx.db, row, effect === 'freeze', ctx.now)
  const moved = await moveCredit(ctx, org, purchase, dispute, effect)
  await recordDispute(ctx.db, { ...row, ...moved }, ctx.now)
}

const moveCredit = async (
  ctx: Ctx,
  org: string,
  purchase: Purchase,
  { disputeId: id, amountMinor: amount }: DisputeAtStripe,
  effect: DisputeEffect,
): Promise<TakenOfReturn> => {
  const { credit, name } = purchase
  if (effect === 'freeze') {
    const share = creditOfDispute({ paid: paidFor(purchase), credit }, amount)
    const note = `Dispute of the payment of ${name}`
    const taken = await takeGoneCredit(ctx, org, purchase, { id, share, kind: 'adjustment', note })
    return { taken, returned: pico(0n) }
  }
  const note = `Won dispute of the payment of ${name}`
  if (effect === 'return') return returnGoneCredit(ctx, org, purchase, { id, note })
  return (await listTakenOfReturns(ctx.db, org)).get(id) ?? { taken: pico(0n), returned: pico(0n) }
}
