import type { Ctx } from '@/lib/context'
import { reconcileAll } from '@/lib/flows/credits/reconcile-all'
import { repairAllFunds } from '@/lib/flows/funding/repair-funds'

/**
 * Holds every org's grants against its ledger (G4), and reckons the months of free credit anew (K8).
 * @returns how many orgs had to be put right.
 */
export const keepBooks = async (ctx: Ctx): Promise<number> => {
  const repaired = await repairAllFunds(ctx)
  await reconcileAll(ctx)
  return repaired.length
}
