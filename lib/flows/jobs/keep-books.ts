import { forgetRetries } from '@/db/commands/retries'
import type { Ctx } from '@/lib/context'
import { reconcileAll } from '@/lib/flows/credits/reconcile-all'
import { repairAllFunds } from '@/lib/flows/funding/repair-funds'

const hoursUntilForgotten = 7 * 24

/**
 * Holds every org's grants against its ledger and its gate against its account (G4), reconciles the months of free credit (K8), and forgets failures
 * that are over.
 * @returns how many orgs had to be put right.
 */
export const keepBooks = async (ctx: Ctx): Promise<number> => {
  const repaired = await repairAllFunds(ctx)
  await reconcileAll(ctx)
  await forgetRetries(ctx.db, ctx.now.subtract({ hours: hoursUntilForgotten }))
  return repaired.length
}
