import { listGonePurchases, sumWithheld } from '@/db/queries/gone-money'
import type { Purchase } from '@/db/queries/packs'
import type { Ctx } from '@/lib/context'
import { spentOfGone } from '@/lib/core/funding/withhold'
import { pico } from '@/lib/core/money/amount'
import { returnPurchaseCredit } from './return-purchase-credit'

/**
 * Gives credit back that was withheld when usage was taken back, as far as the money that was gone is there again: a refund
 * failed, or a dispute was won. Each entry comes back once, the last one first.
 */
export const returnWithheld = async (ctx: Ctx, org: string, purchase: Purchase, note: string): Promise<void> => {
  for (const { money, withheld } of await listGonePurchases(ctx.db, org, purchase.purchaseId)) {
    let free: bigint = sumWithheld(withheld) - spentOfGone(money)
    for (const { reference, amount } of [...withheld].reverse()) {
      if (free <= 0n) break
      const back = pico(amount < free ? amount : free)
      await returnPurchaseCredit(ctx, org, purchase, [{ reference, amount: back }], note)
      free -= back
    }
  }
}
