import type { EventReference, LineKind } from '@/lib/core/invoices/snapshot'
import { allocate } from '@/lib/core/money/allocate'
import { type Minor, minorPlaces, pico, picoPlaces } from '@/lib/core/money/amount'
import { formatDecimal } from '@/lib/core/money/decimal'
import { halfUp } from '@/lib/core/money/round'
import { isRefused, type Refused } from '@/lib/core/refusal'
import { inOrder, type TenantEvent, timelineOf } from '@/lib/core/tenants/timeline'
import type { CivilDay } from '@/lib/core/time/billing-day'
import { joinDays } from '@/lib/core/time/day'
import { daysTouched } from '@/lib/core/time/interval'
import { quantityPlaces } from '@/lib/core/usage/price'
import { type DayGroup, groupDays, type SupplyTerms } from './day-terms'
import type { DraftLine } from './draft-line'
import { lineAmount } from './line-amount'
import { prorate } from './proration'

export type TenantTerms = SupplyTerms & {
  /** The denominator of the proration: days of the whole month in the zone. */
  readonly daysOfMonth: number
  /** The days that count as they passed in the zone: the month, or what has passed of it. */
  readonly days: readonly CivilDay[]
}

const minorText = (amount: Minor): string => formatDecimal(amount, minorPlaces)
const picoText = (amount: bigint): string => formatDecimal(amount, picoPlaces, minorPlaces)

/**
 * Setup fee, monthly fee and skills of one tenant for one month (I1). A day is billable where the tenant lived and was
 * not suspended for any part of it; a day on which it was suspended throughout is not. A skill costs its day price for
 * every such day on which it was enabled for any part.
 */
export const tenantLines = (
  tenant: string,
  events: readonly TenantEvent[],
  terms: TenantTerms,
): DraftLine[] | Refused => {
  const timeline = timelineOf(events)
  const parts: (DraftLine[] | Refused)[] = [
    setupLines(tenant, payingCreations(timeline.creations, events, terms.setupPauseDays), terms),
    feeLines(tenant, events, daysTouched(timeline.active, terms.days), terms),
  ]
  for (const [skill, intervals] of timeline.skills) {
    parts.push(skillLines(tenant, skill, events, daysTouched(intervals, terms.days), terms))
  }
  return parts.find(isRefused) ?? parts.flatMap((part) => (isRefused(part) ? [] : part))
}

/** Part of a month as a quantity: `1`, or a fraction at twelve places. */
const monthsText = (days: number, daysOfMonth: number): string =>
  formatDecimal(halfUp(BigInt(days) * 10n ** BigInt(quantityPlaces), BigInt(daysOfMonth)), quantityPlaces, 0)

const dayLength = 86_400_000_000_000n

/** The creations that pay a setup fee: not those that follow the deletion of the same tenant within the pause. */
const payingCreations = (
  creations: readonly TenantEvent[],
  events: readonly TenantEvent[],
  pauseDays = 0,
): readonly TenantEvent[] => {
  const deletions = events.filter(({ kind }) => kind === 'deleted').map(({ at }) => at.epochNanoseconds)
  const pause = BigInt(pauseDays) * dayLength
  return creations.filter((creation) => {
    const at = creation.at.epochNanoseconds
    const isAgain = creation !== creations[0]
    return !(isAgain && pause > 0n && deletions.some((deleted) => deleted <= at && at - deleted <= pause))
  })
}

const setupLines = (tenant: string, creations: readonly TenantEvent[], terms: TenantTerms): DraftLine[] | Refused => {
  const lines: DraftLine[] = []
  for (const creation of creations) {
    const at = creation.at.epochNanoseconds
    const day = terms.days.find(({ start, end }) => start <= at && at < end)
    if (day === undefined) continue
    const groups = groupDays([day.day], terms, (version) => version.setupFee, `the setup of ${tenant}`)
    if (isRefused(groups)) return groups
    for (const group of groups) {
      if (group.price === 0n) continue
      const price = minorText(group.price)
      lines.push({
        ...lineOf('setup_fee', tenant, '', group, [reference(creation)], `${price} × 1`),
        quantity: '1',
        unit: 'once',
        unitPrice: price,
        amount: group.price,
      })
    }
  }
  return lines
}

const feeLines = (
  tenant: string,
  events: readonly TenantEvent[],
  days: readonly string[],
  terms: TenantTerms,
): DraftLine[] | Refused => {
  const groups = groupDays(days, terms, (version) => version.monthlyFee, `the tenant ${tenant}`)
  if (isRefused(groups)) return groups
  const { daysOfMonth } = terms
  const evidence = evidenceOf(events, '', terms)
  return groups
    .filter((group) => group.price > 0n)
    .map((group) => {
      const price = minorText(group.price)
      const formula = `${price} × ${group.days.length} ÷ ${daysOfMonth}`
      return {
        ...lineOf('tenant_fee', tenant, `${group.days.length}/${daysOfMonth}`, group, evidence, formula),
        quantity: monthsText(group.days.length, daysOfMonth),
        unit: 'month',
        unitPrice: price,
        amount: shareOf(group, groups, daysOfMonth),
      }
    })
}

/** A group's part of the prorated fee: days at one price are prorated together and split over the tax rates exactly. */
const shareOf = (group: DayGroup<Minor>, groups: readonly DayGroup<Minor>[], daysOfMonth: number): Minor => {
  const same = groups.filter(({ price }) => price === group.price)
  const days = same.map((each) => each.days.length)
  const whole = prorate(
    group.price,
    days.reduce((sum, count) => sum + count, 0),
    daysOfMonth,
  )
  return allocate(whole, days)[same.indexOf(group)] ?? whole
}

const skillLines = (
  tenant: string,
  skill: string,
  events: readonly TenantEvent[],
  days: readonly string[],
  terms: TenantTerms,
): DraftLine[] | Refused => {
  const groups = groupDays(days, terms, (version) => version.skills.get(skill), `the skill ${skill}`)
  if (isRefused(groups)) return groups
  const evidence = evidenceOf(events, skill, terms)
  return groups
    .filter((group) => group.price > 0n)
    .map((group) => {
      const price = picoText(group.price)
      return {
        ...lineOf('skill', tenant, skill, group, evidence, `${price} × ${group.days.length}`),
        quantity: String(group.days.length),
        unit: 'day',
        unitPrice: price,
        amount: lineAmount(pico(group.price * BigInt(group.days.length))),
      }
    })
}

const lineOf = (
  kind: LineKind,
  subject: string,
  detail: string,
  group: DayGroup<bigint>,
  events: readonly EventReference[],
  formula: string,
) => ({
  kind,
  subject,
  detail,
  taxRate: group.taxRate,
  treatment: group.treatment,
  book: group.book,
  explain: { formula, priceVersions: group.versions, days: joinDays(group.days), events, usage: [] },
})

const reference = (event: TenantEvent): EventReference => ({
  id: event.id,
  kind: event.kind,
  at: event.at.toString(),
})

const tracks = (skill: string): ((event: TenantEvent) => boolean)[] => [
  (event) => event.kind === 'created' || event.kind === 'deleted',
  (event) => event.kind === 'suspended' || event.kind === 'resumed',
  (event) => skill !== '' && event.skill === skill,
]

/** The facts behind a tenant's line: of each track the last event before the days that count, and all within them. */
const evidenceOf = (events: readonly TenantEvent[], skill: string, { days }: TenantTerms): EventReference[] => {
  const start = days[0]?.start ?? 0n
  const end = days.at(-1)?.end ?? 0n
  const found = tracks(skill).flatMap((belongs) => {
    const track = inOrder(events.filter((event) => belongs(event) && event.at.epochNanoseconds < end))
    const within = track.filter((event) => event.at.epochNanoseconds >= start)
    return [...track.slice(0, track.length - within.length).slice(-1), ...within]
  })
  return inOrder(found).map(reference)
}
