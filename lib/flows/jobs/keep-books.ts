import type { Ctx } from '@/lib/context'
import { reconcileAll } from '@/lib/flows/credits/reconcile-all'
import { repairAllFunds } from '@/lib/flows/funding/repair-funds'

/** Holds every org's grants against its ledger (G4), and reckons the months of free credit anew (K8). */
export const keepBooks = async (ctx: Ctx): Promise<void> => {
  await repairAllFunds(ctx)
  await reconcileAll(ctx)
}
