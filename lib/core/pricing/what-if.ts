import type { LineKind } from '@/lib/core/invoices/snapshot'
import { type Minor, minor, sum } from '@/lib/core/money/amount'
import { isRefused, type Refused, refuse } from '@/lib/core/refusal'
import type { Month } from '@/lib/core/time/day'
import type { PriceBook } from './price-book'
import type { PriceSet } from './price-set'
import type { TaxRate } from './vat'
import { draftOver, repriced, type Unpriced, unpricedSkills } from './what-if-draft'
import { dayCalculator, type LineAmount, lineCalculator, type MonthDays, type WhatIfOrg } from './what-if-lines'

export type WhatIfFacts = {
  /** As it is published; without versions where the draft is of its first one. */
  readonly book: PriceBook
  /** Every book that usage was priced by. */
  readonly books: ReadonlyMap<string, PriceBook>
  readonly rates: readonly TaxRate[]
  readonly setupPauseDays?: number
  readonly months: readonly MonthDays[]
  readonly orgs: readonly WhatIfOrg[]
}

/** Revenue as it was, and as it would have been: before VAT, and before credit pays of it. */
export type Amounts = { readonly before: Minor; readonly after: Minor }

/** What one kind of price brings in: a fee, a skill or a meter. */
export type Part = Amounts & {
  readonly kind: LineKind
  /** Of the skill or meter; empty for fees. */
  readonly name: string
}

export type OrgMonth = Amounts & {
  readonly org: string
  readonly month: Month
  readonly parts: readonly Part[]
  /** What was used and the draft has no price for: nothing is counted for it afterwards. */
  readonly unpriced: readonly Unpriced[]
}

export type WhatIf = {
  readonly cells: readonly OrgMonth[]
  /** What cannot be computed even at the prices there are, and why; it is in no sum. */
  readonly refused: readonly { readonly org: string; readonly month: Month; readonly sentence: string }[]
}

/**
 * What the last months would have brought in at the prices of a draft (B3), beside what they did bring in. Both sides are
 * lines of an invoice, each rounded to the cent once by the code that issues: `before` is what the invoices of these
 * months say before credit and corrections of other months, and every figure adds up over orgs, months and parts.
 * Only what was priced by this book is priced again; usage at a price that does not change keeps its charge to the last
 * digit. Other usage is priced by its sum: of fractional quantities that differs from the sum of the prices by less than
 * one unit of the twelfth place per event.
 */
export const whatIf = (facts: WhatIfFacts, prices: PriceSet): WhatIf => {
  const draft = draftOver(facts.book, facts.books, prices)
  const daysOf = dayCalculator()
  const before = lineCalculator(facts, facts, daysOf)
  const after = lineCalculator(draft, facts, daysOf)
  const cells: OrgMonth[] = []
  const refused: WhatIf['refused'][number][] = []
  for (const org of facts.orgs) {
    for (const days of facts.months) {
      const rows = org.usage.get(days.month) ?? []
      const again = repriced(rows, draft)
      const lines = inOneCurrency(rows, facts) ?? before(org, days, rows)
      const would = isRefused(lines) ? lines : after(org, days, again.rows)
      const scene = { org: org.org, month: days.month }
      if (isRefused(lines)) refused.push({ ...scene, sentence: lines.sentence })
      else if (isRefused(would)) refused.push({ ...scene, sentence: would.sentence })
      else {
        const unpriced = [...again.unpriced, ...unpricedSkills(org.tenants, daysOf(days.span, org.zone), draft)]
        const parts = partsOf(lines, would)
        if (parts.length + unpriced.length > 0) cells.push({ ...scene, parts, unpriced, ...addUp(parts) })
      }
    }
  }
  return { cells, refused }
}

/** Refuses usage that was priced in another currency, as the invoice of the month does. */
const inOneCurrency = (
  rows: readonly { readonly book: string }[],
  { book: { currency }, books }: WhatIfFacts,
): Refused<'currency_mixed'> | null => {
  const foreign = rows.find(({ book }) => books.get(book)?.currency !== currency)
  return foreign
    ? refuse('currency_mixed', `Usage was priced by ${foreign.book}, which is not in ${currency}.`, {
        price_book: foreign.book,
      })
    : null
}

const nameOf = ({ kind, subject, detail }: LineAmount): string =>
  kind === 'usage' ? subject : kind === 'skill' ? detail : ''

const partsOf = (before: readonly LineAmount[], after: readonly LineAmount[]): Part[] => {
  const parts = new Map<string, Part>()
  const add = (lines: readonly LineAmount[], amountsOf: (line: LineAmount) => Amounts) => {
    for (const line of lines) {
      const part = { kind: line.kind, name: nameOf(line), ...amountsOf(line) }
      const key = `${part.kind} ${part.name}`
      const known = parts.get(key)
      parts.set(key, known ? { ...part, ...addUp([known, part]) } : part)
    }
  }
  add(before, ({ amount }) => ({ before: amount, after: minor(0n) }))
  add(after, ({ amount }) => ({ before: minor(0n), after: amount }))
  return [...parts.values()]
}

/** The sums of both sides. */
export const addUp = (all: readonly Amounts[]): Amounts => ({
  before: sum(all.map(({ before }) => before)),
  after: sum(all.map(({ after }) => after)),
})
