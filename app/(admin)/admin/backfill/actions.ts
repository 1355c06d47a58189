'use server'

import { requirePermission } from '@/lib/context'
import { snapshotInput } from '@/lib/contracts/tenants'
import { backfillTenants } from '@/lib/flows/tenants/backfill-tenants'
import { action } from '@/lib/http/action'
import { answerBackfill } from '@/lib/http/backfill'
import { liveTenants } from '@/lib/http/live-tenants'
import { orgNames } from '@/lib/reads/org-names'

/** Mirrors a snapshot of a cluster's tenants that an admin chose (T4), or says what would be recorded. */
export const mirrorSnapshot = action(snapshotInput, async (ctx, { snapshot, dryRun }) => {
  requirePermission(ctx, 'backfill:write')
  const list = liveTenants(snapshot)
  const answer = answerBackfill(await backfillTenants(ctx, list.items, dryRun || list.dryRun))
  const orgs = [...answer.changes, ...answer.notListed].map(({ org }) => org)
  return { ...answer, orgNames: await orgNames(ctx, orgs) }
})
