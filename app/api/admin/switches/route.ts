import type { z } from 'zod'
import { machineOrPerson } from '@/lib/auth/machine-or-person'
import { requirePlatformPermission } from '@/lib/context'
import { type switchesAnswer, switchesRequest } from '@/lib/contracts/plans'
import { setComputeMode } from '@/lib/flows/settings/set-compute-mode'
import { parse, readJson } from '@/lib/http/read-json'
import { route } from '@/lib/http/route'
import { platformSwitches } from '@/lib/reads/platform-switches'

/** Whether weekly quotas are switched on for the whole platform (W4). */
export const GET = route(machineOrPerson, async ({ ctx }) =>
  Response.json((await platformSwitches(ctx)) satisfies z.infer<typeof switchesAnswer>),
)

/** Switches weekly quotas on or off for the whole platform (W4). */
export const PUT = route(machineOrPerson, async ({ request, ctx }) => {
  requirePlatformPermission(ctx, 'funds:write')
  const { computeMode } = parse(switchesRequest, await readJson(request))
  await setComputeMode(ctx, computeMode)
  return Response.json({ computeMode } satisfies z.infer<typeof switchesAnswer>)
})
