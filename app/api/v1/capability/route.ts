import { machineActor } from '@/lib/auth/machine'
import { capabilitySigner, settings } from '@/lib/compose'
import { requirePermission } from '@/lib/context'
import { type CapabilityAnswer, capabilityRequest } from '@/lib/contracts/capability'
import { issueCapability } from '@/lib/flows/capability/issue-capability'
import { parse, readJson } from '@/lib/http/read-json'
import { route } from '@/lib/http/route'

/** Signs what an org may do, for a cell to rely on offline (G6). */
export const POST = route(machineActor, async ({ request, ctx }) => {
  requirePermission(ctx, 'gate:check')
  const { org } = parse(capabilityRequest, await readJson(request))
  const wiring = { signer: await capabilitySigner(), issuer: settings().url }
  const { token, expiresAt } = await issueCapability(ctx, wiring, org)
  return Response.json({ token, expiresAt: expiresAt.toString() } satisfies CapabilityAnswer)
})
