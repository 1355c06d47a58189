import { machineOrPerson } from '@/lib/auth/machine-or-person'
import { requirePermission } from '@/lib/context'
import { type ParityAnswer, parityQuery } from '@/lib/contracts/parity'
import { parse } from '@/lib/http/read-json'
import { route } from '@/lib/http/route'
import { queryText } from '@/lib/http/search-params'
import { usageParity } from '@/lib/reads/parity'

/** Compares what two sources say of the same usage (M6). */
export const GET = route(machineOrPerson, async ({ request, ctx }) => {
  const { searchParams } = new URL(request.url)
  requirePermission(ctx, 'usage:read', queryText(searchParams, 'org'))
  const { left, right, from, to, by, org = null, meter = null } = parse(parityQuery, Object.fromEntries(searchParams))
  const rows = await usageParity(ctx, { left, right, span: { start: from, end: to }, by, org, meter })
  const flagged = rows.filter((row) => row.flagged).length
  return Response.json({ left, right, rows, flagged } satisfies ParityAnswer)
})
