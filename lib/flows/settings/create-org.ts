import { type BillingConfig, createOrg as writeOrg } from '@/db/commands/settings'
import { auditEntry, type Ctx, requirePermission } from '@/lib/context'
import { actorName } from '@/lib/core/access/permit'
import { Refusal } from '@/lib/platform/errors'
import { checkConfig } from './check-config'

/** An admin makes an organization. */
export const createOrg = async (
  ctx: Ctx,
  org: string,
  name: string,
  config: BillingConfig,
): Promise<{ org: string }> => {
  requirePermission(ctx, 'platform:admin')
  await checkConfig(ctx, config)
  const audit = auditEntry(ctx, 'org.create', { org, subject: org, after: { name, config } })
  const outcome = await writeOrg(ctx.db, { org, name, config, by: actorName(ctx.actor), at: ctx.now, audit })
  if (outcome === 'exists') throw new Refusal('exists', `There is an organization ${org} already.`, { field: 'org' })
  return { org }
}
