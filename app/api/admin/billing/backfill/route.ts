import { machineOrPerson } from '@/lib/auth/machine-or-person'
import { requirePermission } from '@/lib/context'
import { backfillQuery } from '@/lib/contracts/tenants'
import { backfillTenants } from '@/lib/flows/tenants/backfill-tenants'
import { answerBackfill } from '@/lib/http/backfill'
import { liveTenants } from '@/lib/http/live-tenants'
import { parse, readJson } from '@/lib/http/read-json'
import { route } from '@/lib/http/route'

/** A cluster lists what it keeps of every resource, which may be a lot. */
const mostBytes = 67_108_864

/** Mirrors a posted snapshot of a cluster's tenants (T4), or says what would be recorded. */
export const POST = route(machineOrPerson, async ({ request, ctx }) => {
  requirePermission(ctx, 'backfill:write')
  const query = parse(backfillQuery, Object.fromEntries(new URL(request.url).searchParams))
  const { items, dryRun } = liveTenants(await readJson(request, mostBytes))
  return Response.json(answerBackfill(await backfillTenants(ctx, items, dryRun || (query.dryRun ?? false))))
})
