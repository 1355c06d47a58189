import { machineActor } from '@/lib/auth/machine'
import { requirePermission } from '@/lib/context'
import { amendRequest, takeBackRequest, usageKeyInPath } from '@/lib/contracts/usage-changes'
import { readGate } from '@/lib/flows/gate/read-gate'
import { amendUsage, takeBackUsage } from '@/lib/flows/usage/change-usage'
import { withComputeRemaining } from '@/lib/http/compute-remaining'
import { parse, readJson } from '@/lib/http/read-json'
import { type RouteInput, route } from '@/lib/http/route'
import { queryText } from '@/lib/http/search-params'
import { answerUsageChange, keyInAddress, orgOfUsage } from '@/lib/http/usage-changes'

/** Takes an event back (M12). */
export const DELETE = route(machineActor, async ({ request, ctx }) => {
  requirePermission(ctx, 'usage:write')
  const key = parse(usageKeyInPath, keyInAddress(request.url))
  const body = await readJson(request)
  const query = new URL(request.url).searchParams
  const asked = { ...given('org', queryText(query, 'org')), ...given('reason', queryText(query, 'reason')) }
  const told = typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...asked, ...body } : body
  const { org: named, reason } = parse(takeBackRequest, told)
  const org = orgOfUsage(ctx.actor, named)
  return answer(ctx, org, await takeBackUsage(ctx, { org, key, reason }))
})

/** Amends an event (M12). */
export const PATCH = route(machineActor, async ({ request, ctx }) => {
  requirePermission(ctx, 'usage:write')
  const key = parse(usageKeyInPath, keyInAddress(request.url))
  const { org: named, reason, idempotencyKey = '', occurredAt, ...to } = parse(amendRequest, await readJson(request))
  const org = orgOfUsage(ctx.actor, named)
  const order = { org, key, reason, to: { ...to, at: occurredAt }, changeKey: idempotencyKey }
  return answer(ctx, org, await amendUsage(ctx, order))
})

const given = (name: string, value: string | undefined) => (value === undefined ? {} : { [name]: value })

const answer = async (ctx: RouteInput['ctx'], org: string, changed: Parameters<typeof answerUsageChange>[1]) =>
  withComputeRemaining(Response.json(answerUsageChange(org, changed)), await readGate(ctx, org))
