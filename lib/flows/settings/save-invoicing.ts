import {
  type InvoicingSettings,
  saveInvoicingSettings,
  saveOrgInvoicing as writeOrgInvoicing,
} from '@/db/commands/invoicing'
import { findInvoicingSettings, findOrgInvoicing } from '@/db/queries/invoicing'
import { findOrg } from '@/db/queries/orgs'
import { auditEntry, type Ctx, requirePermission } from '@/lib/context'
import { dayAt } from '@/lib/core/time/billing-day'
import { addMonths, monthOf } from '@/lib/core/time/day'
import { unknownOrg } from '@/lib/flows/funding/change-account'
import { Refusal } from '@/lib/platform/errors'

const changedMeanwhile = (): Refusal =>
  new Refusal('stale', 'Somebody else changed this meanwhile. Reload and try again.')

/** An admin says how months are invoiced and reminded of by themselves, and what new organizations begin with. */
export const saveInvoicing = async (ctx: Ctx, expected: number, settings: InvoicingSettings): Promise<void> => {
  requirePermission(ctx, 'platform:admin')
  const before = await findInvoicingSettings(ctx.db)
  const told = (each: InvoicingSettings) => ({ ...each, mostTimes: String(Number(each.mostTimes) / 100) })
  const audit = auditEntry(ctx, 'invoicing.save', { subject: 'invoicing', before: told(before), after: told(settings) })
  const outcome = await saveInvoicingSettings(ctx.db, expected, settings, ctx.now, audit)
  if (outcome === 'stale') throw changedMeanwhile()
}

export type OrgInvoicingChoice = {
  /** The version that was on the screen; 0 where nothing was ever chosen. */
  readonly expected: number
  readonly autoInvoice: boolean
  readonly reminders: boolean
}

/**
 * An admin says what happens by itself for an organization. Where invoicing is switched on, the month that ended last is the
 * first one; what is older is left to admins.
 */
export const saveOrgInvoicing = async (ctx: Ctx, org: string, choice: OrgInvoicingChoice): Promise<void> => {
  requirePermission(ctx, 'platform:admin')
  const [found, before] = await Promise.all([findOrg(ctx.db, org, ctx.now), findOrgInvoicing(ctx.db, org)])
  if (!found) throw unknownOrg(org)
  const { expected, autoInvoice, reminders } = choice
  const next = addMonths(monthOf(dayAt(ctx.now, found.config.zone)), -1)
  const audit = auditEntry(ctx, 'org.invoicing', {
    org,
    subject: org,
    before: before && { autoInvoice: before.autoInvoice, reminders: before.reminders },
    after: { autoInvoice, reminders },
  })
  const write = { org, expected, autoInvoice, next, reminders }
  if ((await writeOrgInvoicing(ctx.db, write, ctx.now, audit)) === 'stale') throw changedMeanwhile()
}
