import { machineActor } from '@/lib/auth/machine'
import { requirePermission } from '@/lib/context'
import { type SourceTotalsAnswer, sourceTotalsRequest } from '@/lib/contracts/parity'
import { reportTotals } from '@/lib/flows/parity/report-totals'
import { parse, readJson } from '@/lib/http/read-json'
import { route } from '@/lib/http/route'

/** Takes what another system measured of the same usage (M6). */
export const POST = route(machineActor, async ({ request, ctx }) => {
  requirePermission(ctx, 'usage:write')
  const { source, totals } = parse(sourceTotalsRequest, await readJson(request))
  return Response.json({ source, recorded: await reportTotals(ctx, source, totals) } satisfies SourceTotalsAnswer)
})
