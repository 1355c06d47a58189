import { machineActor } from '@/lib/auth/machine'
import { requirePermission } from '@/lib/context'
import { type DocumentAnswer, documentRequest } from '@/lib/contracts/documents'
import { recordDocument } from '@/lib/flows/usage/record-document'
import { parse, readJson } from '@/lib/http/read-json'
import { route } from '@/lib/http/route'

/** Counts a processed document in the org's units (M7). */
export const POST = route(machineActor, async ({ request, ctx }) => {
  requirePermission(ctx, 'usage:write')
  const { idempotencyKey, occurredAt, ...rest } = parse(documentRequest, await readJson(request))
  const { outcome, category, units } = await recordDocument(ctx, { ...rest, key: idempotencyKey, at: occurredAt })
  return Response.json({
    idempotencyKey,
    status: outcome,
    category,
    units: units.toString(),
  } satisfies DocumentAnswer)
})
