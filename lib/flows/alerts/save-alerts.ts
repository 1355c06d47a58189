import { saveAlertSettings } from '@/db/commands/alerts'
import { findAlertSettings } from '@/db/queries/alerts'
import { auditEntry, type Ctx, requirePermission } from '@/lib/context'
import { actorName } from '@/lib/core/access/permit'
import { type AlertSettings, inOrder } from '@/lib/core/alerts/settings'
import { minorPlaces } from '@/lib/core/money/amount'
import { formatDecimal } from '@/lib/core/money/decimal'
import { Refusal } from '@/lib/platform/errors'

const written = ({ spend, creditBelow, ...switches }: AlertSettings) => ({
  ...switches,
  spend: spend.map((amount) => formatDecimal(amount, minorPlaces)),
  creditBelow: creditBelow === null ? null : formatDecimal(creditBelow, minorPlaces),
})

/**
 * Saves what an org is told by e-mail.
 * @param expected the version that was on the screen; 0 where nobody had chosen. Refuses `stale` where it is another one.
 */
export const saveAlerts = async (
  ctx: Ctx,
  org: string,
  expected: number,
  chosen: AlertSettings,
): Promise<{ readonly version: number }> => {
  requirePermission(ctx, 'org:pay', org)
  const settings = { ...chosen, spend: inOrder(chosen.spend) }
  const { version, settings: before } = await findAlertSettings(ctx.db, org)
  const stale = new Refusal('stale', 'Somebody else changed the alerts meanwhile.')
  if (version !== expected) throw stale
  const audit = auditEntry(ctx, 'alerts.save', { org, before: written(before), after: written(settings) })
  const write = { by: actorName(ctx.actor), at: ctx.now, audit }
  if ((await saveAlertSettings(ctx.db, org, expected, settings, write)) === 'stale') throw stale
  return { version: expected + 1 }
}
