import { createHash } from 'node:crypto'
import { appendAuditOnce } from '@/db/commands/append-audit'
import { findOrg } from '@/db/queries/orgs'
import { auditEntry, type Ctx, requirePermission } from '@/lib/context'
import { actorName } from '@/lib/core/access/permit'
import { Refusal } from '@/lib/platform/errors'

/**
 * Notes in the audit chain that somebody of the platform opened the portal of an org they do not belong to: once an hour
 * for each of them and org, so that it says who looked without a line for every page.
 */
export const noteViewing = async (ctx: Ctx, org: string): Promise<void> => {
  requirePermission(ctx, 'platform:admin')
  if (!(await findOrg(ctx.db, org, ctx.now)))
    throw new Refusal('not_found', 'There is nothing here, or it is not yours to see.')
  if (ctx.actor.kind === 'user' && ctx.actor.roles.has(org)) return
  const hour = ctx.now.round({ smallestUnit: 'hour', roundingMode: 'floor' })
  const key = createHash('sha256')
    .update(`${org} ${actorName(ctx.actor)} ${hour}`)
    .digest('hex')
    .slice(0, 32)
  await appendAuditOnce(ctx.db, { ...auditEntry(ctx, 'org.view', { org }), id: `aud_view_${key}` })
}
