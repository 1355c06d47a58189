import { saveOrg, type TermsWrite } from '@/db/commands/settings'
import { firstUninvoicedDay } from '@/db/queries/invoices'
import type { Org } from '@/db/queries/orgs'
import { findRecorded } from '@/db/queries/usage'
import type { AuditEntry, Ctx } from '@/lib/context'
import { actorName } from '@/lib/core/access/permit'
import type { Language, Party } from '@/lib/core/invoices/snapshot'
import { type BillingTerms, buyerSince, firstDay, planTerms } from '@/lib/core/pricing/billing-terms'
import { dayAt } from '@/lib/core/time/billing-day'
import { addDays, type Day } from '@/lib/core/time/day'
import { Refusal } from '@/lib/platform/errors'

/** Until when a change may be planned. */
const mostDaysAhead = 1830

/**
 * The day from which a change holds: the one that was asked for, else today; of an org of which nothing is recorded yet,
 * from the beginning, so that what is recorded late of the days before is billed as it was set up.
 * @throws Refusal `terms_invoiced` if a month that is invoiced would change, `invalid_request` if the day lies too far ahead.
 */
export const effectiveDay = async (ctx: Ctx, found: Org, asked?: Day): Promise<Day> => {
  const today = dayAt(ctx.now, found.config.zone)
  if (asked === undefined) return (await findRecorded(ctx.db, found.org))?.recorded ? today : firstDay
  if (asked > addDays(today, mostDaysAhead)) {
    throw new Refusal('invalid_request', 'A change can be planned for at most five years ahead.', {
      field: 'effectiveOn',
    })
  }
  const first = await firstUninvoicedDay(ctx.db, found.org)
  if (first !== null && asked < first) throw invoiced(first)
  return asked
}

/**
 * The day from which a correction of the present buyer counts: since it has been what it is, but on no invoiced day. The
 * next invoice names the buyer as corrected, whichever month it is for.
 */
export const correctionDay = async (ctx: Ctx, { org, terms, config }: Org): Promise<Day> => {
  const since = buyerSince(terms, dayAt(ctx.now, config.zone))
  const first = await firstUninvoicedDay(ctx.db, org)
  return first !== null && first > since ? first : since
}

const invoiced = (first: Day): Refusal =>
  new Refusal('terms_invoiced', `The days before ${first} are invoiced; a change can hold from ${first} on.`, {
    field: 'effectiveOn',
    first_day: first,
  })

export type OrgChanges = {
  readonly name: string
  /** The version that was on the screen. */
  readonly expected: number
  readonly terms: BillingTerms
  readonly effectiveOn: Day
  readonly email: Party['email']
  readonly language: Language
  readonly zone: string
  /** Of the org, if the change is only good while nothing more is recorded; else null. */
  readonly sequence: string | null
  readonly audit: AuditEntry
}

/**
 * Writes what changes of an org: its terms from a day on, and what holds whatever the day.
 * @throws Refusal `stale` if somebody else changed it meanwhile, `terms_invoiced` if the day was invoiced meanwhile.
 */
export const changeTerms = async (ctx: Ctx, found: Org, change: OrgChanges): Promise<void> => {
  const { name, expected, terms, effectiveOn, email, language, zone, sequence, audit } = change
  const planned: readonly TermsWrite[] = planTerms(found.terms, effectiveOn, terms)
  const outcome = await saveOrg(ctx.db, {
    org: found.org,
    name,
    expected,
    config: { buyer: { email }, language, zone },
    terms: planned,
    sequence,
    by: actorName(ctx.actor),
    at: ctx.now,
    audit,
  })
  if (outcome === 'stale') throw new Refusal('stale', 'Somebody else changed this meanwhile. Reload and try again.')
  if (outcome === 'invoiced') throw invoiced((await firstUninvoicedDay(ctx.db, found.org)) ?? effectiveOn)
}
