import { findLateMonths } from '@/db/queries/billed-months'
import { loadDeclared } from '@/db/queries/declared-words'
import { type LateUsageSum, listOrgsWithLateFacts, sumLateUsage } from '@/db/queries/late-usage'
import { listOrgs } from '@/db/queries/orgs'
import { type Ctx, requirePermission } from '@/lib/context'
import { groupBy } from '@/lib/core/group-by'
import { minorPlaces } from '@/lib/core/money/amount'
import { formatDecimal } from '@/lib/core/money/decimal'
import type { DraftLine } from '@/lib/core/pricing/draft-line'
import { lineAmount } from '@/lib/core/pricing/line-amount'
import { nameOfPrice } from '@/lib/core/pricing/spoken-prices'
import { isRefused } from '@/lib/core/refusal'
import type { Month } from '@/lib/core/time/day'
import type { Declared } from '@/lib/core/usage/meter-words'
import { openCorrections } from './open-corrections'

export type RecordedLate = {
  readonly month: Month
  readonly kind: 'usage' | 'tenant_fee' | 'setup_fee' | 'skill'
  /** The meter as it is called, or the tenant. */
  readonly subject: string
  /** The skill as it is called; empty otherwise. */
  readonly detail: string
  /** Before tax, decimal text with two places; negative for credit. */
  readonly amount: string
  readonly facts: number
  /** Of these, those that take usage back or amend it. */
  readonly changed: number
}

export type RecordedLateOrg = {
  readonly org: string
  readonly name: string
  readonly currency: string
  readonly items: readonly RecordedLate[]
  /** Why it cannot be billed; empty if it can. */
  readonly refused: string
}

const usageItem = (declared: Declared, { month, meter, postpaid, events, takenBack }: LateUsageSum): RecordedLate => ({
  month,
  kind: 'usage',
  subject: nameOfPrice(declared, 'en', 'usage', meter),
  detail: '',
  amount: formatDecimal(lineAmount(postpaid), minorPlaces),
  facts: events,
  changed: takenBack,
})

/** Orgs that are looked at together, and the most that are shown and looked at for one page. */
const batch = 50
const mostShown = 10
const mostLookedAt = 500

export type RecordedLatePage = {
  readonly orgs: readonly RecordedLateOrg[]
  readonly isFirst: boolean
  /** After which org the next page begins; null if this is the last one. */
  readonly after: string | null
}

/**
 * What was recorded after its month was billed and is on no invoice yet, by org in the order of their ids (I14), page by
 * page: an org whose late facts are all billed is not shown, so a page may hold fewer than others.
 * @param after the org after which the page begins; undefined for the first.
 */
export const adminRecordedLate = async (ctx: Ctx, after: string | undefined): Promise<RecordedLatePage> => {
  requirePermission(ctx, 'platform:admin')
  const declared = await loadDeclared(ctx.db)
  const found: RecordedLateOrg[] = []
  let last = after ?? ''
  for (let looked = 0; looked < mostLookedAt; looked += batch) {
    const names = await listOrgsWithLateFacts(ctx.db, last, batch)
    for (const each of await recordedLateOf(ctx, names, declared)) {
      if (found.length === mostShown)
        return { orgs: found, isFirst: after === undefined, after: found.at(-1)?.org ?? null }
      found.push(each)
    }
    const end = names.at(-1)
    if (end === undefined || names.length < batch) return { orgs: found, isFirst: after === undefined, after: null }
    last = end
  }
  return { orgs: found, isFirst: after === undefined, after: last }
}

/** What is on no invoice yet of some orgs; nothing of those that have nothing. */
const recordedLateOf = async (
  { db, now }: Ctx,
  names: readonly string[],
  declared: Declared,
): Promise<RecordedLateOrg[]> => {
  if (names.length === 0) return []
  const [orgs, months, usage] = await Promise.all([
    listOrgs(db, now, names),
    findLateMonths(db, names),
    sumLateUsage(db, names),
  ])
  const late = groupBy(months, ({ org }) => org)
  const used = groupBy(usage, ({ org }) => org)
  const found: RecordedLateOrg[] = []
  for (const each of orgs) {
    const { org, name, currency } = each
    const corrections = await openCorrections(db, each, late.get(org) ?? [])
    const corrected = isRefused(corrections) ? [] : corrections.map((line) => correctionItem(declared, line))
    const items = [...(used.get(org) ?? []).map((sum) => usageItem(declared, sum)), ...corrected]
    const refused = isRefused(corrections) ? corrections.sentence : ''
    if (items.length > 0 || refused !== '') found.push({ org, name, currency, items, refused })
  }
  return found
}

const correctionItem = (declared: Declared, { amount, subject, explain }: DraftLine): RecordedLate => {
  const { month = '', kind = 'tenant_fee', detail = '' } = explain.corrects ?? {}
  return {
    month,
    kind,
    subject,
    detail: nameOfPrice(declared, 'en', kind, detail),
    amount: formatDecimal(amount, minorPlaces),
    facts: explain.events.length,
    changed: 0,
  }
}
