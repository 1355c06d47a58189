import type { Temporal } from 'temporal-polyfill'
import { loadDeclared } from '@/db/queries/declared-words'
import { listPlanNames } from '@/db/queries/plan-versions'
import { type ListedWeek, listQuotaWeeks } from '@/db/queries/quota-weeks'
import type { Ctx } from '@/lib/context'
import type { Language } from '@/lib/core/invoices/snapshot'
import { plainQuantity, quantityText } from '@/lib/core/money/amount-text'
import { type PlanNames, productTitle } from '@/lib/core/plans/product-title'
import { csvLine } from '@/lib/core/text/csv-line'
import { dayAt } from '@/lib/core/time/billing-day'
import { type Declared, wordsOfMeter } from '@/lib/core/usage/meter-words'
import { orgOf } from './org-of'

const weeksPerPart = 200

const head = csvLine(
  ['week', 'week_id', 'starts_at', 'ends_at', 'closed_at', 'zone', 'plan', 'plan_name', 'plan_version'],
  ['quota', 'used', 'meter', 'meter_name', 'units', 'events'],
)

type Spoken = {
  readonly plans: PlanNames
  readonly declared: Declared
  readonly language: Language
  readonly zone: string
}

/** An instant as the clock of the zone shows it, with its distance from UTC. */
const localText = (at: Temporal.Instant, zone: string): string =>
  at.toZonedDateTimeISO(zone).toString({ timeZoneName: 'never', smallestUnit: 'second' })

/** The lines of a week: one for each meter that its quota went to, or one alone if it went to none. */
const linesOf = ({ plans, declared, language, zone }: Spoken, week: ListedWeek): string[] => {
  const ends = [week.startsAt, week.endsAt, week.archivedAt ?? week.endsAt].map((at) => localText(at, zone))
  const plan = productTitle(plans, { product: 'plan', name: week.plan })
  const texts = [week.week, week.weekId, ...ends, zone, week.plan, plan, String(week.planVersion)]
  const of = [plainQuantity(week.quota), plainQuantity(week.used)]
  if (week.meters.length === 0) return [csvLine(texts, [...of, '', '', '0', '0'])]
  return week.meters.map(({ meter, units, events }) => {
    const { name } = wordsOfMeter(declared, meter, '').words[language]
    return csvLine(texts, [...of, meter, name, quantityText(units), String(events)])
  })
}

/**
 * The weeks of an org's quota that are over or were cut off, the latest first, as a file: its name, and its text part by
 * part. Names are in the language of the org's documents.
 */
export const weeksFile = async (ctx: Ctx, slug: string) => {
  const { config } = await orgOf(ctx, slug, 'usage:read')
  const [plans, declared] = await Promise.all([listPlanNames(ctx.db), loadDeclared(ctx.db)])
  const spoken = { plans, declared, language: config.language, zone: config.zone }
  const parts = async function* (): AsyncGenerator<string> {
    yield head
    let before: string | null = null
    do {
      const weeks: readonly ListedWeek[] = await listQuotaWeeks(ctx.db, slug, { before, most: weeksPerPart })
      const closed = weeks.filter(({ archivedAt }) => archivedAt !== null)
      if (closed.length > 0) yield closed.flatMap((week) => linesOf(spoken, week)).join('')
      before = weeks.length === weeksPerPart ? (weeks.at(-1)?.weekId ?? null) : null
    } while (before !== null)
  }
  return { name: `weeks-${slug}-${dayAt(ctx.now, config.zone)}.csv`, parts: parts() }
}
