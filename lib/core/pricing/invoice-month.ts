import { isRefused, type Refused, refuse } from '@/lib/core/refusal'
import type { TenantEvent } from '@/lib/core/tenants/timeline'
import { civilDays } from '@/lib/core/time/billing-day'
import { type DaySpan, type Month, monthSpan } from '@/lib/core/time/day'
import { creditLines } from './credit-lines'
import type { TaxTerms } from './day-terms'
import type { DraftLine } from './draft-line'
import type { PriceBook } from './price-book'
import { type TenantTerms, tenantLines } from './tenant-lines'
import { groupUsage, type UsageGroup, type UsageRow } from './usage-groups'
import { usageLines } from './usage-lines'

export type InvoiceMonth = {
  readonly month: Month
  /** The days of the month that count: all of it for an invoice, what has passed of it for "so far". */
  readonly span?: DaySpan
  readonly zone: string
  readonly tax: TaxTerms
  /** The org's price book, for fees and skills. */
  readonly book: PriceBook
  /** Every book that usage of these rows was priced by. */
  readonly books: ReadonlyMap<string, PriceBook>
  readonly tenants: ReadonlyMap<string, readonly TenantEvent[]>
  readonly usage: readonly UsageRow[]
  /** Late usage of months already invoiced. */
  readonly late: readonly UsageRow[]
}

/** What holds for every tenant of the month: worked out once, since zones are slow to ask. */
const tenantTerms = ({ month, span = monthSpan(month), zone, book, tax }: InvoiceMonth): TenantTerms => {
  const whole = civilDays(monthSpan(month), zone)
  const days = whole.filter(({ day }) => span.start <= day && day < span.end)
  return { book, tax, daysOfMonth: whole.length, days }
}

/** The lines of each tenant of the month, by name; each stands or falls alone. */
export const linesByTenant = (input: InvoiceMonth): ReadonlyMap<string, DraftLine[] | Refused> => {
  const terms = tenantTerms(input)
  const names = [...input.tenants.keys()].sort()
  return new Map(names.map((name) => [name, tenantLines(name, input.tenants.get(name) ?? [], terms)]))
}

/**
 * Every line of an org's month (I1), in the order of the document: tenants by name with setup fee, monthly fee and
 * skills, then usage by meter, then corrections, each followed by the credit that paid of it. Deterministic: the same
 * facts in any order give the same lines.
 * @returns a refusal rather than a line of zero where a price or a tax rate is missing.
 */
export const invoiceMonth = (input: InvoiceMonth): DraftLine[] | Refused => {
  for (const { book } of [...input.usage, ...input.late]) {
    if (input.books.get(book)?.currency === input.book.currency) continue
    return refuse('currency_mixed', `Usage was priced by ${book}, which is not in ${input.book.currency}.`, {
      price_book: book,
    })
  }
  const parts = [
    ...linesByTenant(input).values(),
    chargedLines('usage', input.usage, input),
    chargedLines('correction', input.late, input),
  ]
  return parts.find(isRefused) ?? parts.flatMap((part) => (isRefused(part) ? [] : part))
}

/** Usage at its price, less what of it is paid already. */
const chargedLines = (
  kind: UsageGroup['kind'],
  rows: readonly UsageRow[],
  { books, tax }: InvoiceMonth,
): DraftLine[] | Refused => {
  const groups = groupUsage(kind, rows, { books, tax })
  return isRefused(groups) ? groups : [...usageLines(groups), ...creditLines(groups)]
}
