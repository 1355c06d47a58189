import { isRefused, type Refused, refuse } from '@/lib/core/refusal'
import type { TenantEvent } from '@/lib/core/tenants/timeline'
import { civilDays } from '@/lib/core/time/billing-day'
import { addDays, type Day, type DaySpan, type Month, monthSpan } from '@/lib/core/time/day'
import { creditLines } from './credit-lines'
import { bookOn, type SupplyTerms } from './day-terms'
import type { DraftLine } from './draft-line'
import type { PriceBook } from './price-book'
import { type BilledMonth, tenantCorrections, withCorrections } from './tenant-corrections'
import { type TenantTerms, tenantLines } from './tenant-lines'
import { groupUsage, type UsageGroup, type UsageRow } from './usage-groups'
import { usageLines } from './usage-lines'

export type InvoiceMonth = SupplyTerms & {
  readonly month: Month
  /** The days of the month that count: all of it for an invoice, what has passed of it for "so far". */
  readonly span?: DaySpan
  readonly zone: string
  readonly tenants: ReadonlyMap<string, readonly TenantEvent[]>
  readonly usage: readonly UsageRow[]
  /** Late usage of months already invoiced. */
  readonly late: readonly UsageRow[]
  /** Months already invoiced of whose tenants more is known now. */
  readonly corrected?: readonly BilledMonth[]
}

/** The last day of a month: what a document says once is what holds on it. */
export const lastDayOf = (month: Month): Day => addDays(monthSpan(month).end, -1)

/** The price book of a month's last day; all that an org ever had are in one currency. */
export const bookOfMonth = (terms: Pick<SupplyTerms, 'terms' | 'books'>, month: Month): PriceBook =>
  bookOn(terms, lastDayOf(month))

/** What holds for every tenant of the month: worked out once, since zones are slow to ask. */
const tenantTerms = (input: InvoiceMonth): TenantTerms => {
  const { month, span = monthSpan(month), zone } = input
  const whole = civilDays(monthSpan(month), zone)
  const days = whole.filter(({ day }) => span.start <= day && day < span.end)
  return { ...input, daysOfMonth: whole.length, days }
}

/** The lines of each tenant of the month, by name; each stands or falls alone. */
export const linesByTenant = (input: InvoiceMonth): ReadonlyMap<string, DraftLine[] | Refused> => {
  const terms = tenantTerms(input)
  const names = [...input.tenants.keys()].sort()
  return new Map(names.map((name) => [name, tenantLines(name, input.tenants.get(name) ?? [], terms)]))
}

/**
 * Every line of an org's month (I1), in the order of the document: tenants by name with setup fee, monthly fee and
 * skills, then usage by meter, then corrections of usage, each followed by the credit that paid of it, then corrections
 * of tenants. Deterministic: the same facts in any order give the same lines.
 * @returns a refusal rather than a line of zero where a price or a tax rate is missing.
 */
export const invoiceMonth = (input: InvoiceMonth): DraftLine[] | Refused => {
  const { currency } = bookOfMonth(input, input.month)
  for (const { book } of [...input.usage, ...input.late]) {
    if (input.books.get(book)?.currency === currency) continue
    return refuse('currency_mixed', `Usage was priced by ${book}, which is not in ${currency}.`, {
      price_book: book,
    })
  }
  const parts = [
    ...linesByTenant(input).values(),
    chargedLines('usage', input.usage, input),
    chargedLines('correction', input.late, input),
  ]
  const corrections = tenantCorrections(input.corrected ?? [])
  const refused = [...parts, corrections].find(isRefused)
  if (refused) return refused
  const lines = parts.flatMap((part) => (isRefused(part) ? [] : part))
  return isRefused(corrections) ? corrections : withCorrections(lines, corrections)
}

/** Usage at its price, less what of it is paid already. */
const chargedLines = (
  kind: UsageGroup['kind'],
  rows: readonly UsageRow[],
  terms: SupplyTerms,
): DraftLine[] | Refused => {
  const groups = groupUsage(kind, rows, terms)
  return isRefused(groups) ? groups : [...usageLines(groups), ...creditLines(groups)]
}
