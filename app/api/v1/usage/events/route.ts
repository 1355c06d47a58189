import { machineActor } from '@/lib/auth/machine'
import { requirePermission } from '@/lib/context'
import { usageBatch } from '@/lib/contracts/usage'
import { readGate } from '@/lib/flows/gate/read-gate'
import { recordUsageBatch } from '@/lib/flows/usage/record-usage-batch'
import { refusedByGate, withComputeRemaining, withUnitsLeft } from '@/lib/http/compute-remaining'
import { parse, readJson } from '@/lib/http/read-json'
import { route } from '@/lib/http/route'
import { answerUsage, readUsage } from '@/lib/http/usage'

const isRepeated = ({ outcome }: { readonly outcome: string }): boolean => outcome === 'repeated'

/** Takes one usage event or a batch (M1). */
export const POST = route(machineActor, async ({ request, ctx }) => {
  requirePermission(ctx, 'usage:write')
  const body = await readJson(request)
  const batch = Array.isArray(body) ? { events: body } : body
  const single = typeof batch === 'object' && batch !== null && !('events' in batch)
  const items = readUsage(single ? [body] : parse(usageBatch, batch).events)
  const events = items.flatMap((item) => item.event ?? [])
  const { results, computeRemaining } = await recordUsageBatch(ctx, events)
  const [{ org } = { org: '' }, ...others] = events
  const gate = () => readGate(ctx, org)
  try {
    const answer = answerUsage(items, results, single)
    // Events that are all known by their keys were written nowhere: the gate knows what is left.
    const known = computeRemaining === null && results.length > 0 && results.every(isRepeated)
    if (known && others.every((other) => other.org === org)) return withComputeRemaining(answer, await gate())
    return withUnitsLeft(answer, computeRemaining)
  } catch (error) {
    return refusedByGate(error, ctx.requestId, gate)
  }
})
