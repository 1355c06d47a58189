import { openDispute, recordDispute } from '@/db/commands/disputes'
import type { Purchase } from '@/db/queries/packs'
import type { Ctx } from '@/lib/context'
import { creditOfDispute, effectOf } from '@/lib/core/funding/dispute'
import { paidFor } from '@/lib/core/funding/payment'
import { type Pico, pico } from '@/lib/core/money/amount'
import { returnPurchaseCredit } from '@/lib/flows/payments/credit/return-purchase-credit'
import { returnWithheld } from '@/lib/flows/payments/credit/return-withheld'
import { sumOf, type Taking, takePurchaseCredit } from '@/lib/flows/payments/credit/take-purchase-credit'
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
  const { purchaseId, credit, name } = purchase
  const effect = effectOf(status)
  const row = { orgId: org, disputeId, purchaseId, amount, currency, reason, status, openedAt }
  await openDispute(ctx.db, row, effect === 'freeze', ctx.now)
  // Asked for nothing, it answers what was taken before.
  const wanted = effect === 'freeze' ? creditOfDispute({ paid: paidFor(purchase), credit }, amount) : pico(0n)
  const takings = await take(ctx, org, purchase, disputeId, wanted)
  const note = `Won dispute of the payment of ${name}`
  const returned = effect === 'return' ? await returnPurchaseCredit(ctx, org, purchase, takings, note) : pico(0n)
  await recordDispute(ctx.db, { ...row, taken: sumOf(takings), returned }, ctx.now)
  if (effect === 'return') await returnWithheld(ctx, org, purchase, note)
}

const take = async (
  ctx: Ctx,
  org: string,
  { grantId, name }: Purchase,
  disputeId: string,
  amount: Pico,
): Promise<readonly Taking[]> => {
  if (grantId === null) return []
  const note = `Dispute of the payment of ${name}`
  return takePurchaseCredit(ctx, org, { grant: grantId, amount, kind: 'adjustment', reference: disputeId, note })
}
