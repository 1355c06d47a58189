import { type TierWrite, tierTerms, publishTier as writeTier } from '@/db/commands/subscriptions'
import { auditEntry, type Ctx, requirePlatformPermission } from '@/lib/context'
import { actorName } from '@/lib/core/access/permit'
import { acceptVersion } from '@/lib/flows/settings/accept-version'

/**
 * Publishes the next version of what a tier costs in a currency, or its first (G7). Who pays an earlier one goes on paying that.
 * @throws Refusal `exists` where there is this version already, `stale` where one in between is missing.
 */
export const publishTier = async (ctx: Ctx, tier: TierWrite): Promise<void> => {
  requirePlatformPermission(ctx, 'funds:write')
  const subject = `${tier.tier} ${tier.currency} v${tier.version}`
  const audit = auditEntry(ctx, 'tier.publish', { subject, after: tierTerms(tier) })
  const outcome = await writeTier(ctx.db, tier, { by: actorName(ctx.actor), at: ctx.now, audit })
  acceptVersion(outcome, 'tier', tier.tier, tier.version)
}
