import type { Purchase } from '@/db/queries/packs'
import type { Ctx } from '@/lib/context'
import type { Minor } from '@/lib/core/money/amount'
import { giveCredit } from '@/lib/flows/funding/grant-credit'

type Paid = { readonly paymentIntentId: string; readonly amountMinor: Minor | undefined; readonly currency: string }

/**
 * Gives the credit of a purchase that is paid, exactly once whoever says so and however often (K4): the purchase is what
 * makes it happen once.
 */
export const givePurchase = async (ctx: Ctx, org: string, purchase: Purchase, paid: Paid): Promise<void> => {
  const { purchaseId, kind, name, currency, price, credit, expiresAfterDays } = purchase
  if (paid.paymentIntentId === '') throw new Error(`the payment of ${purchaseId} has no payment intent`)
  if (paid.amountMinor !== price || paid.currency !== currency) {
    throw new Error(`${purchaseId} was paid with ${paid.amountMinor} ${paid.currency}, not as agreed`)
  }
  if (purchase.paidAt !== null) return
  await giveCredit(
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
    (grant) => ({ purchase: { id: purchaseId, payment_intent: paid.paymentIntentId, grant } }),
  )
}
