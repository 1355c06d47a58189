import { Temporal } from 'temporal-polyfill'
import { readPico } from '@/db/columns'
import { loadDeclared } from '@/db/queries/declared-words'
import { findOrg } from '@/db/queries/orgs'
import { listPlanNames } from '@/db/queries/plan-versions'
import { type ListedWeek, listQuotaWeeks } from '@/db/queries/quota-weeks'
import { type Ctx, requirePermission } from '@/lib/context'
import { plainQuantity, quantityText } from '@/lib/core/money/amount-text'
import { productTitle } from '@/lib/core/plans/product-title'
import { dayAt } from '@/lib/core/time/billing-day'
import type { Day } from '@/lib/core/time/day'
import { wordsOfMeter } from '@/lib/core/usage/meter-words'
import { Refusal } from '@/lib/platform/errors'

export type WeeksPage = { readonly before?: string | undefined; readonly limit: number }

const percentOf = (used: bigint, quota: bigint): number => (quota > 0n ? Number((used * 100n) / quota) : 100)

/** A week as it was, and what its quota went to (Q2). `percent` is what of the quota was used, rounded down. */
const pastWeekItem = ({ weekId, quota, used, held, startsAt, endsAt, archivedAt, meters, ...week }: ListedWeek) => ({
  id: weekId,
  week: week.week,
  plan: week.plan,
  version: week.planVersion,
  startsAt: startsAt.toString(),
  endsAt: endsAt.toString(),
  closedAt: archivedAt?.toString() ?? null,
  quota: plainQuantity(quota),
  used: plainQuantity(used),
  held: plainQuantity(held),
  percent: percentOf(readPico(used), readPico(quota)),
  meters: meters.map(({ meter, units, events }) => ({ meter, units: quantityText(units), events })),
})

/** A page of an org's weeks of quota, the latest first. */
export const orgWeeks = async (ctx: Ctx, org: string, { before, limit }: WeeksPage) => {
  requirePermission(ctx, 'usage:read', org)
  if (!(await findOrg(ctx.db, org, ctx.now)))
    throw new Refusal('unknown_org', `There is no organization ${org}.`, { org })
  const rows = await listQuotaWeeks(ctx.db, org, { before: before ?? null, most: limit + 1 })
  const weeks = rows.slice(0, limit).map(pastWeekItem)
  return { org, weeks, next: rows.length > limit ? (weeks.at(-1)?.id ?? null) : null }
}

const shownWeeks = 8

/** Weeks that are over or were cut off, for people: the days they lasted, and meters by name. */
export const pastWeeks = async (ctx: Ctx, org: string, zone: string, before?: string) => {
  const known = before !== undefined && /^[\w:-]{1,64}$/.test(before) ? before : undefined
  const [page, declared, names] = await Promise.all([
    orgWeeks(ctx, org, { before: known, limit: shownWeeks + 1 }),
    loadDeclared(ctx.db),
    listPlanNames(ctx.db),
  ])
  const closed = page.weeks.filter(({ closedAt }) => closedAt !== null)
  const weeks = closed.slice(0, shownWeeks).map((week) => ({
    ...week,
    title: productTitle(names, { product: 'plan', name: week.plan }),
    from: dayAt(Temporal.Instant.from(week.startsAt), zone),
    to: lastDayAt(week.closedAt !== null && week.closedAt < week.endsAt ? week.closedAt : week.endsAt, zone),
    meters: week.meters.map((each) => ({ ...each, words: wordsOfMeter(declared, each.meter, '') })),
  }))
  const isMore = closed.length > shownWeeks || page.next !== null
  return { weeks, isFirst: known === undefined, next: isMore ? (weeks.at(-1)?.id ?? null) : null }
}

/** The civil day of the last moment before an instant. */
const lastDayAt = (end: string, zone: string): Day =>
  dayAt(Temporal.Instant.from(end).subtract({ milliseconds: 1 }), zone)
