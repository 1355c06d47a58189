import { listPurchaseGrants } from '@/db/queries/purchase-grants'
import type { Ctx } from '@/lib/context'
import { type Pico, pico } from '@/lib/core/money/amount'
import { type TakeBack, takeCredit } from '@/lib/flows/funding/take-back-credit'

/** Credit that one entry of the ledger took. */
export type Taking = { readonly reference: string; readonly amount: Pico }

export const sumOf = (takings: readonly Taking[]): Pico =>
  pico(takings.reduce((total, { amount }) => total + amount, 0n))

/**
 * Takes unused credit of a purchase back, once per reference: of the grant that it gave first, then of those with which
 * credit of it came back after a dispute that was won or a refund that failed.
 * @param order asked for nothing, it answers what was taken under the reference before.
 */
export const takePurchaseCredit = async (
  ctx: Ctx,
  org: string,
  { grant: first, amount, reference, ...order }: TakeBack,
): Promise<readonly Taking[]> => {
  const takings: Taking[] = []
  for (const { grant } of await listPurchaseGrants(ctx.db, org, first)) {
    const own = grant === first ? reference : `${reference}:${grant}`
    const left = amount - sumOf(takings)
    const asked = pico(left > 0n ? left : 0n)
    const { taken } = await takeCredit(ctx, org, { ...order, grant, amount: asked, reference: own })
    if (taken > 0n) takings.push({ reference: own, amount: taken })
  }
  return takings
}
