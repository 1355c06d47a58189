import { findAccount } from '@/db/queries/accounts'
import { type Ctx, requirePermission } from '@/lib/context'
import { unknownOrg } from '@/lib/flows/funding/change-account'
import { writeFundingSettings } from '@/lib/flows/funding/save-funding'

/**
 * Turns an org's `credits` flag off: free grants pay nothing from now on, and usage goes onto the bill. For machines
 * that move funds, and for people who may pay for the org. Where it is off already, nothing happens.
 */
export const disableFreeCredit = async (ctx: Ctx, org: string): Promise<void> => {
  requirePermission(ctx, ctx.actor.kind === 'machine' ? 'funds:write' : 'org:pay', org)
  const loaded = await findAccount(ctx.db, org)
  if (!loaded) throw unknownOrg(org)
  if (loaded.account.freeCredit) await writeFundingSettings(ctx, org, { freeCredit: false })
}
