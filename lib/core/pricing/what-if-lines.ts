import { isRefused, type Refused } from '@/lib/core/refusal'
import { type TenantEvent, timelineOf } from '@/lib/core/tenants/timeline'
import { type CivilDay, civilDays } from '@/lib/core/time/billing-day'
import { type DaySpan, type Month, monthSpan } from '@/lib/core/time/day'
import type { DayTerms, SupplyTerms } from './day-terms'
import type { DraftLine } from './draft-line'
import type { PriceBook } from './price-book'
import { type TenantTerms, tenantLines } from './tenant-lines'
import { groupUsage, type UsageRow } from './usage-groups'
import { usageLines } from './usage-lines'

/** An org that the book is for, with what it ran and used. */
export type WhatIfOrg = {
  readonly org: string
  readonly zone: string
  readonly terms: readonly DayTerms[]
  readonly tenants: ReadonlyMap<string, readonly TenantEvent[]>
  /** Without late usage of other months: each use counts in its own month. */
  readonly usage: ReadonlyMap<Month, readonly UsageRow[]>
}

/** A month, and which of its days count. */
export type MonthDays = { readonly month: Month; readonly span: DaySpan }

/** What a sum needs to know of a line; whose tenant it was does not matter to it. */
export type LineAmount = Pick<DraftLine, 'kind' | 'subject' | 'detail' | 'amount'>

/** A list of prices: a book as it is, or as a draft would have it. */
export type Side = { readonly book: PriceBook; readonly books: ReadonlyMap<string, PriceBook> }

type Lines = readonly LineAmount[] | Refused

/** Remembers what it was asked before, by key. */
const remembered = <Value>() => {
  const known = new Map<string, Value>()
  return (key: string, make: () => Value): Value => {
    const found = known.get(key)
    if (found !== undefined) return found
    const made = make()
    known.set(key, made)
    return made
  }
}

/** The days of a span in a zone; the same for all orgs of the zone. */
export const dayCalculator = () => {
  const remember = remembered<readonly CivilDay[]>()
  return (span: DaySpan, zone: string): readonly CivilDay[] =>
    remember(`${span.start} ${span.end} ${zone}`, () => civilDays(span, zone))
}

/**
 * The lines of an org's month as an invoice has them, without what credit pays and without corrections. Most tenants go
 * through a month without an event: those that enter it in the same state cost the same and are computed once.
 */
export const lineCalculator = (
  { book, books }: Side,
  { rates, setupPauseDays = 0 }: Pick<SupplyTerms, 'rates' | 'setupPauseDays'>,
  daysOf: ReturnType<typeof dayCalculator>,
) => {
  const remember = remembered<Lines>()
  const feeBooks = new Map([...books, [book.name, book]])
  return ({ zone, terms, tenants }: WhatIfOrg, { month, span }: MonthDays, rows: readonly UsageRow[]): Lines => {
    const days = daysOf(span, zone)
    const daysOfMonth = daysOf(monthSpan(month), zone).length
    const supply = { terms, books: feeBooks, rates, setupPauseDays, daysOfMonth, days }
    const dated = JSON.stringify(terms)
    const tenantsLines = [...tenants].map(([tenant, events]) => {
      const state = steadyState(events, supply)
      const make = () => tenantLines(tenant, events, supply)
      return state === null ? make() : remember(`${dated} ${span.start} ${zone} ${state}`, make)
    })
    const groups = groupUsage('usage', rows, { terms, books, rates })
    const parts = [...tenantsLines, isRefused(groups) ? groups : usageLines(groups)]
    return parts.find(isRefused) ?? parts.flatMap((part) => (isRefused(part) ? [] : part))
  }
}

/** How a tenant enters days in which nothing happens to it; null where something does. */
const steadyState = (events: readonly TenantEvent[], { days }: TenantTerms): string | null => {
  const start = days[0]?.start ?? 0n
  const end = days.at(-1)?.end ?? start
  const past = events.filter(({ at }) => at.epochNanoseconds < start)
  const happens = events.some(({ at }) => at.epochNanoseconds >= start && at.epochNanoseconds < end)
  return happens ? null : JSON.stringify(timelineOf(past).state)
}
