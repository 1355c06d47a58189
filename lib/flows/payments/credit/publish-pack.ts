import { packTerms, publishPack as writePack } from '@/db/commands/packs'
import { auditEntry, type Ctx, requirePlatformPermission } from '@/lib/context'
import { actorName } from '@/lib/core/access/permit'
import type { Pack } from '@/lib/core/funding/order'
import { acceptVersion } from '@/lib/flows/settings/accept-version'

/**
 * Publishes the next version of a credit pack, or its first. What was bought before stays as it was agreed.
 * @throws Refusal `exists` where there is this version already, `stale` where one in between is missing.
 */
export const publishPack = async (ctx: Ctx, pack: Pack): Promise<void> => {
  requirePlatformPermission(ctx, 'funds:write')
  const audit = auditEntry(ctx, 'pack.publish', { subject: `${pack.pack} v${pack.version}`, after: packTerms(pack) })
  const outcome = await writePack(ctx.db, pack, { by: actorName(ctx.actor), at: ctx.now, audit })
  acceptVersion(outcome, 'pack', pack.pack, pack.version)
}
