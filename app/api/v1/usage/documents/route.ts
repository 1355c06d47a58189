import { machineActor } from '@/lib/auth/machine'
import { requirePermission } from '@/lib/context'
import { type DocumentAnswer, documentRequest } from '@/lib/contracts/documents'
import { readGate } from '@/lib/flows/gate/read-gate'
import { recordDocument } from '@/lib/flows/usage/record-document'
import { refusedByGate, withComputeRemaining } from '@/lib/http/compute-remaining'
import { parse, readJson } from '@/lib/http/read-json'
import { route } from '@/lib/http/route'

/** Counts a processed document in the org's units (M7). */
export const POST = route(machineActor, async ({ request, ctx }) => {
  requirePermission(ctx, 'usage:write')
  const { idempotencyKey, occurredAt, ...rest } = parse(documentRequest, await readJson(request))
  const gate = () => readGate(ctx, rest.org)
  try {
    const { outcome, category, units } = await recordDocument(ctx, { ...rest, key: idempotencyKey, at: occurredAt })
    const answer: DocumentAnswer = { idempotencyKey, status: outcome, category, units: units.toString() }
    return withComputeRemaining(Response.json(answer), await gate())
  } catch (error) {
    return refusedByGate(error, ctx.requestId, gate)
  }
})
