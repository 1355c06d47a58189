import { machineActor } from '@/lib/auth/machine'
import { requirePermission } from '@/lib/context'
import { checkRequest } from '@/lib/contracts/check'
import { checkStart } from '@/lib/flows/gate/check-start'
import { readGate } from '@/lib/flows/gate/read-gate'
import { requireUnreserved, reserve } from '@/lib/flows/gate/reserve'
import { answerCheck, isBypassed, refuseCheck } from '@/lib/http/check'
import { parse, readJson } from '@/lib/http/read-json'
import { route } from '@/lib/http/route'

/** Whether an org may start this work now (G1), holding what it will cost where that is asked for (G9). */
export const POST = route(machineActor, async ({ request, ctx }) => {
  requirePermission(ctx, 'gate:check')
  const asked = parse(checkRequest, await readJson(request))
  const { org, meter, quantity, resource, concurrent = null, idempotencyKey: id, seconds } = asked
  requirePermission(ctx, 'gate:check', org)
  const gate = () => readGate(ctx, org)
  const use = meter === undefined || quantity === undefined ? null : { meter, quantity }
  const start = { org, resource, concurrent }
  try {
    if (isBypassed(asked)) {
      if (asked.reserve && id !== undefined) await requireUnreserved(ctx, org, id)
      return answerCheck(await gate(), null, concurrent)
    }
    if (!asked.reserve || use === null || id === undefined)
      return answerCheck(await checkStart(ctx, { ...start, use }), null, concurrent)
    const { outcome: _, ...reservation } = await reserve(ctx, {
      ...start,
      use,
      id,
      seconds,
      operation: asked.operation,
    })
    return answerCheck(await gate(), reservation, concurrent)
  } catch (error) {
    return refuseCheck(error, ctx.requestId, gate, concurrent)
  }
})
