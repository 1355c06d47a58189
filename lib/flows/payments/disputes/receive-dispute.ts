import { recordDispute } from '@/db/commands/disputes'
import { findGrant } from '@/db/queries/credit'
import { findPurchaseTerms, type Purchase } from '@/db/queries/packs'
import type { Ctx } from '@/lib/context'
import { creditOfDispute, effectOf } from '@/lib/core/funding/dispute'
import { paidFor } from '@/lib/core/funding/payment'
import { type Pico, pico } from '@/lib/core/money/amount'
import { giveCredit } from '@/lib/flows/funding/grant-credit'
import { takeBackCredit } from '@/lib/flows/funding/take-back-credit'
import { Refusal } from '@/lib/platform/errors'
import type { DisputeAtStripe } from '@/lib/stripe/dispute'
import type { StripeGateway } from '@/lib/stripe/gateway'

const mostReadings = 10

/**
 * A payment is disputed, or the bank decided: takes the unused credit that it bought, with its trace in the ledger, and
 * gives it back where the dispute was won. Safe to repeat, in any order: what counts is how the dispute stands now, and
 * it is read again until it stood still while the books were changed.
 * @returns a sentence that says what became of it; null where the payment is none of ours.
 */
export const receiveDispute = async (ctx: Ctx, stripe: StripeGateway, disputeId: string): Promise<string | null> => {
  let dispute = await stripe.readDispute(disputeId)
  const { org, purchaseId } = dispute
  if (org === '' || purchaseId === '') return null
  const purchase = await findPurchaseTerms(ctx.db, org, purchaseId)
  if (!purchase?.paidAt) throw new Refusal('unavailable', `There is no paid purchase ${purchaseId} of ${org} yet.`)
  for (let reading = 0; reading < mostReadings; reading += 1) {
    await apply(ctx, org, purchase, dispute)
    const again = await stripe.readDispute(disputeId)
    if (again.status === dispute.status) return `The dispute of ${purchaseId} is ${dispute.status}.`
    dispute = again
  }
  throw new Refusal('unavailable', `The dispute ${disputeId} does not stand still.`)
}

const apply = async (ctx: Ctx, org: string, purchase: Purchase, dispute: DisputeAtStripe): Promise<void> => {
  const { disputeId, amountMinor: amount, currency, reason, status, openedAt } = dispute
  const effect = effectOf(status)
  // Asked for nothing, it answers what was taken before.
  const wanted =
    effect === 'freeze' ? creditOfDispute({ paid: paidFor(purchase), credit: purchase.credit }, amount) : pico(0n)
  const taken = await take(ctx, org, purchase, disputeId, wanted)
  const returned = effect === 'return' ? taken : pico(0n)
  if (returned > 0n) await giveBack(ctx, org, purchase, disputeId, returned)
  const { purchaseId } = purchase
  const row = { orgId: org, disputeId, purchaseId, amount, currency, reason, status, taken, returned, openedAt }
  await recordDispute(ctx.db, row, ctx.now)
}

const take = async (
  ctx: Ctx,
  org: string,
  { grantId, name }: Purchase,
  disputeId: string,
  amount: Pico,
): Promise<Pico> => {
  if (grantId === null) return pico(0n)
  const note = `Dispute of the payment of ${name}`
  const order = { grant: grantId, amount, kind: 'adjustment', reference: disputeId, note } as const
  return (await takeBackCredit(ctx, org, order)).taken
}

/** Credit that comes back is a grant of its own: the ledger is only ever added to. It expires when the first would have. */
const giveBack = async (
  ctx: Ctx,
  org: string,
  { grantId, kind, currency, name }: Purchase,
  disputeId: string,
  amount: Pico,
): Promise<void> => {
  const first = grantId === null ? null : await findGrant(ctx.db, org, grantId)
  const expiresAt = first?.expiresAt ?? null
  if (expiresAt !== null && expiresAt.epochNanoseconds <= ctx.now.epochNanoseconds) return
  const note = `Won dispute of the payment of ${name}`
  const credit = { origin: kind, asset: currency, amount, priority: 0, expiresAt, reference: disputeId, note }
  await giveCredit(ctx, org, credit, () => ({}))
}
