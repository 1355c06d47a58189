import { machineOrPerson } from '@/lib/auth/machine-or-person'
import { requirePermission } from '@/lib/context'
import { type ComputeSettingsAnswer, computeSettingsRequest, type SavedComputeSettings } from '@/lib/contracts/compute'
import { saveComputeSettings } from '@/lib/flows/compute/save-compute-settings'
import { parse, readJson } from '@/lib/http/read-json'
import { route } from '@/lib/http/route'
import { orgComputeSettings } from '@/lib/reads/compute'

/** The hardware an org asked for last. */
export const GET = route(machineOrPerson, async ({ ctx, params }) =>
  Response.json((await orgComputeSettings(ctx, params.org ?? '')) satisfies ComputeSettingsAnswer),
)

/** Saves the hardware an org asks for, within its quota (Q7). Answers what was saved. */
export const PUT = route(machineOrPerson, async ({ request, ctx, params }) => {
  const { org = '' } = params
  requirePermission(ctx, 'compute:write', org)
  const settings = parse(computeSettingsRequest, await readJson(request))
  await saveComputeSettings(ctx, org, settings)
  return Response.json({ ...settings, updatedAt: ctx.now.toString() } satisfies SavedComputeSettings)
})
