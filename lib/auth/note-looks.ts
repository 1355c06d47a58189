import { createHash } from 'node:crypto'
import { appendAuditOnce } from '@/db/commands/append-audit'
import { auditEntry, type Ctx } from '@/lib/context'
import { actorName } from '@/lib/core/access/permit'
import { remember } from '@/lib/platform/remember'

/** What this process has written down of this hour. */
const written = new Map<string, true>()

/**
 * Keeps in the audit chain that somebody of the platform was shown the records of orgs that they do not belong to: once an
 * hour for each of them and org, so that it says who looked without a line for every page. What cannot be kept is not shown.
 */
export const noteLooks = async (ctx: Ctx): Promise<void> => {
  const hour = ctx.now.round({ smallestUnit: 'hour', roundingMode: 'floor' })
  for (const org of ctx.looks ?? []) {
    const key = createHash('sha256')
      .update(`${org} ${actorName(ctx.actor)} ${hour}`)
      .digest('hex')
      .slice(0, 32)
    if (written.has(key)) continue
    await appendAuditOnce(ctx.db, { ...auditEntry(ctx, 'org.view', { org }), id: `aud_view_${key}` })
    remember(written, key, true)
  }
}
