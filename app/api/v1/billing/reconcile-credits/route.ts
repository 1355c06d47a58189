import { machineOrPerson } from '@/lib/auth/machine-or-person'
import { requirePermission } from '@/lib/context'
import { reconcileRequest } from '@/lib/contracts/credits'
import { reconcileAll } from '@/lib/flows/credits/reconcile-all'
import { reconcileFreeCredit } from '@/lib/flows/credits/reconcile-free-credit'
import { answerReconciled } from '@/lib/http/credits'
import { parse, readJson } from '@/lib/http/read-json'
import { route } from '@/lib/http/route'

/** Accounts free credit over the months from scratch (K8), of one org or of all. */
export const POST = route(machineOrPerson, async ({ request, ctx }) => {
  requirePermission(ctx, 'funds:write')
  const { org } = parse(reconcileRequest, await readJson(request))
  if (org !== undefined) return answerReconciled([await reconcileFreeCredit(ctx, org)], [])
  const { orgs, failed } = await reconcileAll(ctx)
  return answerReconciled(orgs, failed)
})
