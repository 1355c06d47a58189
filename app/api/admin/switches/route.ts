import type { z } from 'zod'
import { personOnly } from '@/lib/auth/person-only'
import { requirePermission } from '@/lib/context'
import { type switchesAnswer, switchesRequest } from '@/lib/contracts/plans'
import { setComputeMode } from '@/lib/flows/settings/set-compute-mode'
import { parse, readJson } from '@/lib/http/read-json'
import { route } from '@/lib/http/route'

/** Switches weekly quotas on or off for the whole platform (W4). */
export const PUT = route(personOnly, async ({ request, ctx }) => {
  requirePermission(ctx, 'platform:admin')
  const { computeMode } = parse(switchesRequest, await readJson(request))
  await setComputeMode(ctx, computeMode)
  return Response.json({ computeMode } satisfies z.infer<typeof switchesAnswer>)
})
