import { loadDeclared } from '@/db/queries/declared-words'
import { sumUnpaidUsage } from '@/db/queries/reported-usage'
import { type EventsAround, findEventPlace, listEvents, sumResources, type UsageOf } from '@/db/queries/usage-report'
import { loadMeterDays, type MeterDay } from '@/db/queries/usage-summary'
import type { Ctx } from '@/lib/context'
import { minorPlaces, type Pico, picoPlaces, sum } from '@/lib/core/money/amount'
import { formatDecimal } from '@/lib/core/money/decimal'
import { halfUp } from '@/lib/core/money/round'
import { dayAt } from '@/lib/core/time/billing-day'
import { countDays, type DaySpan, daysOf } from '@/lib/core/time/day'
import { type Declared, wordsOfMeter } from '@/lib/core/usage/meter-words'
import {
  changePercent,
  lastDayOf,
  type ReportPreset,
  readReportSpan,
  reportPresets,
  spanBefore,
} from '@/lib/core/usage/report-range'
import { orgOf } from './org-of'
import { type Around, pageAround, pageOf, readRowNumber } from './page-of'

/** As the address has it. */
export type AskedUsage = {
  readonly from: string | undefined
  readonly to: string | undefined
  readonly meter: string | undefined
  readonly resource: string | undefined
  readonly page: number
}
const picoPerMinor = 10n ** BigInt(picoPlaces - minorPlaces)

export type UsagePage = Awaited<ReturnType<typeof usagePage>>

/** Money to the cent, as a figure is shown. */
const cents = (amount: Pico): string => formatDecimal(halfUp(amount, picoPerMinor), minorPlaces)
/** Money to its last digit: an event may cost less than a cent. */
const exact = (amount: Pico): string => formatDecimal(amount, picoPlaces, minorPlaces)
const quantityText = (quantity: bigint): string => formatDecimal(quantity, picoPlaces, 0)

const shownSpan = (span: DaySpan) => ({ from: span.start, to: lastDayOf(span) })

/** The org, and what of its usage is asked for. */
export const usageAsked = async (ctx: Ctx, slug: string, asked: Omit<AskedUsage, 'page'>) => {
  const org = await orgOf(ctx, slug, 'usage:read')
  const today = dayAt(ctx.now, org.config.zone)
  const of: UsageOf = {
    span: readReportSpan(asked.from, asked.to, today),
    meter: asked.meter || null,
    resource: asked.resource ?? null,
  }
  return { org, today, of }
}

/** What a customer used: by day and meter, by resource, down to the events; beside what it was before. */
export const usagePage = async (ctx: Ctx, slug: string, asked: AskedUsage) => {
  const { org, today, of } = await usageAsked(ctx, slug, asked)
  const { config } = org
  const before = spanBefore(of.span)
  const opened = of.meter !== null || of.resource !== null || countDays(of.span) === 1
  const [days, earlier, resources, declared, unpaid] = await Promise.all([
    loadMeterDays(ctx.db, slug, of.span, of),
    loadMeterDays(ctx.db, slug, before, of),
    pageOf(asked.page, (skip, most) => sumResources(ctx.db, slug, of, skip, most)),
    loadDeclared(ctx.db),
    sumUnpaidUsage(ctx.db, slug, of),
  ])
  const total = amountOf(days)
  const totalBefore = amountOf(earlier)
  return {
    org: slug,
    /** Whose usage it is, by name. */
    payer: config.buyer.name || org.name,
    currency: org.currency,
    zone: config.zone,
    span: shownSpan(of.span),
    before: shownSpan(before),
    presets: presetsOf(today),
    meter: of.meter,
    resource: of.resource,
    total: cents(total),
    totalBefore: cents(totalBefore),
    change: changePercent(total, totalBefore),
    events: days.reduce((count, { events }) => count + events, 0),
    /** Whether anything is recorded, also if all of it was taken back. */
    recorded: days.length > 0,
    /** What nothing paid for yet: it is in none of these figures. Null if there is none. */
    unpaid: unpaid.count === 0 ? null : { count: unpaid.count, amount: cents(unpaid.amount) },
    meters: metersOf(days, earlier, declared),
    days: seriesOf(of.span, days),
    resources: {
      ...resources,
      rows: resources.rows.map(({ amount, ...row }) => ({ ...row, amount: cents(amount) })),
    },
    /** The events themselves are shown where a figure was opened: of a meter, of a resource, or of a day. */
    detail: opened,
  }
}

/** The event that a page begins at; none if the address names none of the org. */
const aroundOf = async (ctx: Ctx, slug: string, { before, after }: Around): Promise<EventsAround> => {
  const [newer, older] = [readRowNumber(after), readRowNumber(before)]
  const sequence = newer ?? older
  const place = sequence === undefined ? null : await findEventPlace(ctx.db, slug, sequence)
  if (!place) return {}
  return newer === undefined ? { before: place } : { after: place }
}

/** The events behind a figure, the latest first, page by page. */
export const usageEvents = async (ctx: Ctx, slug: string, asked: Omit<AskedUsage, 'page'> & Around) => {
  const { of } = await usageAsked(ctx, slug, asked)
  const around = await aroundOf(ctx, slug, asked)
  const [found, declared] = await Promise.all([
    pageAround(
      around,
      (most) => listEvents(ctx.db, slug, of, around, most),
      ({ sequence }) => sequence,
    ),
    loadDeclared(ctx.db),
  ])
  return {
    ...found,
    rows: found.rows.map(({ quantity, amount, sequence: _, ...row }) => ({
      ...row,
      words: wordsOfMeter(declared, row.meter, row.unit),
      quantity: quantityText(quantity),
      amount: exact(amount),
    })),
  }
}
export type UsageEventItem = Awaited<ReturnType<typeof usageEvents>>['rows'][number]

const amountOf = (days: readonly MeterDay[]): Pico => sum(days.map(({ amount }) => amount))

export const presetsOf = (today: string) =>
  Object.entries(reportPresets(today)).map(([preset, span]) => ({
    preset: preset as ReportPreset,
    ...shownSpan(span),
  }))

/** The meters, the most expensive first, each with what it was before. */
const metersOf = (days: readonly MeterDay[], earlier: readonly MeterDay[], declared: Declared) => {
  const names = [...new Set([...days, ...earlier].map(({ meter }) => meter))]
  const of = (all: readonly MeterDay[], meter: string) => all.filter((each) => each.meter === meter)
  return names
    .map((meter) => {
      const [now, before] = [of(days, meter), of(earlier, meter)]
      const [amount, amountBefore] = [amountOf(now), amountOf(before)]
      return { meter, unit: now[0]?.unit ?? before[0]?.unit ?? '', now, amount, amountBefore }
    })
    .sort((a, b) => (a.amount === b.amount ? (a.meter < b.meter ? -1 : 1) : a.amount > b.amount ? -1 : 1))
    .map(({ meter, unit, now, amount, amountBefore }) => ({
      meter,
      unit,
      words: wordsOfMeter(declared, meter, unit),
      quantity: quantityText(now.reduce((total, { quantity }) => total + quantity, 0n)),
      amount: cents(amount),
      amountBefore: cents(amountBefore),
      change: changePercent(amount, amountBefore),
    }))
}

/** Every day of the span, also those on which nothing was used, with its amount by meter. */
const seriesOf = (span: DaySpan, days: readonly MeterDay[]) => {
  const byDay = new Map<string, MeterDay[]>()
  for (const each of days) byDay.set(each.day, [...(byDay.get(each.day) ?? []), each])
  return daysOf(span).map((day) => {
    const own = byDay.get(day) ?? []
    const meters: Record<string, string> = {}
    for (const { meter, amount } of own) meters[meter] = exact(amount)
    return { day, total: cents(amountOf(own)), events: own.reduce((count, { events }) => count + events, 0), meters }
  })
}
