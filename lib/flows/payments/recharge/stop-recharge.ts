import { stopRecharge } from '@/db/commands/recharge'
import type { Purchase } from '@/db/queries/packs'
import { listPurchaseGrants } from '@/db/queries/purchase-grants'
import type { Ctx } from '@/lib/context'
import { chargesAgain } from '@/lib/core/funding/recharge'
import { least, type Pico, pico } from '@/lib/core/money/amount'
import { loadRecharge } from './recharge-state'

/**
 * Switches recharges off where credit that goes back with its money would have the same card charged again. It is called
 * before the credit is taken, so that no recharge begins in between.
 * @param share of the purchase's credit that is to go back; no more than what is left of it will.
 */
export const stopRechargeOfRefund = async (
  ctx: Ctx,
  org: string,
  { grantId }: Pick<Purchase, 'grantId'>,
  share: Pico,
): Promise<void> => {
  const loaded = grantId === null ? null : await loadRecharge(ctx, org)
  if (!loaded || grantId === null) return
  const grants = await listPurchaseGrants(ctx.db, org, grantId)
  const left = grants.reduce((total, { remaining }) => total + remaining, 0n)
  if (chargesAgain(loaded.state, pico(least(share, left)))) await stopRecharge(ctx.db, org, 'refunded')
}
