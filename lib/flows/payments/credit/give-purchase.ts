import type { ClaimedEvent } from '@/db/commands/record-payment'
import { findPurchaseTerms, type Purchase } from '@/db/queries/packs'
import type { Ctx } from '@/lib/context'
import { isAsAgreed, type Payment } from '@/lib/core/funding/payment'
import { minorPlaces } from '@/lib/core/money/amount'
import { formatDecimal } from '@/lib/core/money/decimal'
import { type Granted, giveCredit } from '@/lib/flows/funding/grant-credit'

/** What is said of the event that brought credit about. */
export const creditGiven = 'The credit was given.'

type Paid = Payment & { readonly paymentIntentId: string }

/**
 * Gives the credit of a purchase that is paid, exactly once no matter who says so and however often (K4): the purchase is what
 * makes it happen once.
 * @param event what of Stripe says so; it is done in the same write.
 * @returns whether this call gave it, and so is done with the event too.
 * @throws where it was not paid as agreed, or paid before with another payment: then money is there for which nothing is
 * owed, and the event that says so stays with those that fail until somebody looks.
 */
export const givePurchase = async (
  ctx: Ctx,
  org: string,
  purchase: Purchase,
  paid: Paid,
  event: ClaimedEvent | null = null,
): Promise<boolean> => {
  const { purchaseId } = purchase
  const { paymentIntentId, tax, total } = paid
  if (paymentIntentId === '') throw new Error(`the payment of ${purchaseId} has no payment intent`)
  if (!isAsAgreed(purchase, paid)) {
    throw new Error(`${purchaseId} was paid with ${total} ${paid.currency}, ${tax} of it tax: not as agreed`)
  }
  const open = purchase.paidAt === null
  if (open && (await give(ctx, org, purchase, paid, event)).outcome === 'granted') return true
  const kept = open ? await findPurchaseTerms(ctx.db, org, purchaseId) : purchase
  if (kept?.paymentIntentId && kept.paymentIntentId !== paymentIntentId) {
    throw new Error(
      `${purchaseId} was paid twice: with ${kept.paymentIntentId}, and ${paymentIntentId} is to be refunded`,
    )
  }
  return false
}

const give = (
  ctx: Ctx,
  org: string,
  purchase: Purchase,
  { paymentIntentId, tax }: Paid,
  event: ClaimedEvent | null,
): Promise<Granted> => {
  const { purchaseId, kind, name, currency, credit, expiresAfterDays } = purchase
  return giveCredit(
    ctx,
    org,
    {
      origin: kind,
      asset: currency,
      amount: credit,
      priority: 0,
      expiresAt: expiresAfterDays === null ? null : ctx.now.add({ hours: 24 * expiresAfterDays }),
      reference: purchaseId,
      note: name,
    },
    (grant) => ({
      purchase: { id: purchaseId, payment_intent: paymentIntentId, tax: formatDecimal(tax, minorPlaces), grant },
      ...(event ? { stripe_event: { event, sentence: creditGiven } } : {}),
    }),
  )
}
