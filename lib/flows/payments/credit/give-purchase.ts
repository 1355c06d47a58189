import type { Purchase } from '@/db/queries/packs'
import type { Ctx } from '@/lib/context'
import { isAsAgreed, type Payment } from '@/lib/core/funding/payment'
import { minorPlaces } from '@/lib/core/money/amount'
import { formatDecimal } from '@/lib/core/money/decimal'
import { giveCredit } from '@/lib/flows/funding/grant-credit'

type Paid = Payment & { readonly paymentIntentId: string }

/**
 * Gives the credit of a purchase that is paid, exactly once whoever says so and however often (K4): the purchase is what
 * makes it happen once.
 */
export const givePurchase = async (ctx: Ctx, org: string, purchase: Purchase, paid: Paid): Promise<void> => {
  const { purchaseId, kind, name, currency, credit, expiresAfterDays } = purchase
  const { paymentIntentId, tax, total } = paid
  if (paymentIntentId === '') throw new Error(`the payment of ${purchaseId} has no payment intent`)
  if (!isAsAgreed(purchase, paid)) {
    throw new Error(`${purchaseId} was paid with ${total} ${paid.currency}, ${tax} of it tax: not as agreed`)
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
    (grant) => ({
      purchase: { id: purchaseId, payment_intent: paymentIntentId, tax: formatDecimal(tax, minorPlaces), grant },
    }),
  )
}
