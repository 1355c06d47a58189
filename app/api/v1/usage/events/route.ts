import { machineActor } from '@/lib/auth/machine'
import { requirePermission } from '@/lib/context'
import { usageBatch } from '@/lib/contracts/usage'
import { recordUsageBatch } from '@/lib/flows/usage/record-usage-batch'
import { parse, readJson } from '@/lib/http/read-json'
import { route } from '@/lib/http/route'
import { answerUsage, readUsage } from '@/lib/http/usage'

/** Takes one usage event or a batch (M1). */
export const POST = route(machineActor, async ({ request, ctx }) => {
  requirePermission(ctx, 'usage:write')
  const body = await readJson(request)
  const batch = Array.isArray(body) ? { events: body } : body
  const single = typeof batch === 'object' && batch !== null && !('events' in batch)
  const items = readUsage(single ? [body] : parse(usageBatch, batch).events)
  const { results, computeRemaining } = await recordUsageBatch(
    ctx,
    items.flatMap((item) => (item.event ? [item.event] : [])),
  )
  const answer = answerUsage(items, results, single)
  if (computeRemaining !== null) answer.headers.set('x-compute-remaining', computeRemaining)
  return answer
})
