import { groupBy } from '@/lib/core/group-by'
import { addDays, addMonths, type Day, type Month, monthOf, monthSpan } from '@/lib/core/time/day'
import { type Amounts, addUp, type OrgMonth, type Part } from './what-if'
import type { Unpriced } from './what-if-draft'
import type { MonthDays } from './what-if-lines'

/** How many full months a what-if looks back on, beside the running one. */
export const fullMonths = 3

/** The months a what-if is about: the last full ones, and the running one up to and with today. */
export const whatIfMonths = (today: Day): MonthDays[] => {
  const running = monthOf(today)
  const full = Array.from({ length: fullMonths }, (_, index) => addMonths(running, index - fullMonths))
  return [
    ...full.map((month) => ({ month, span: monthSpan(month) })),
    { month: running, span: { start: `${running}-01`, end: addDays(today, 1) } },
  ]
}

export type OrgTotal = Amounts & { readonly org: string; readonly unpriced: boolean }

export type UnpricedUse = Unpriced & {
  /** What it brought in. */ readonly before: Amounts['before']
  readonly orgs: readonly string[]
}

export type WhatIfSummary = {
  readonly total: Amounts
  readonly months: readonly (Amounts & { readonly month: Month })[]
  /** Fees, skills and meters, the largest change first. */
  readonly parts: readonly Part[]
  /** Orgs that would have paid more, the most first. */
  readonly more: readonly OrgTotal[]
  /** Orgs that would have paid less, the most first. */
  readonly less: readonly OrgTotal[]
  /** How many orgs would have paid the same. */
  readonly same: number
  readonly unpriced: readonly UnpricedUse[]
}

const size = ({ before, after }: Amounts): bigint => (after > before ? after - before : before - after)
const largestFirst = (a: Amounts, b: Amounts): number => (size(a) === size(b) ? 0 : size(a) > size(b) ? -1 : 1)

/** The figures of a what-if by month, by price and by org: each of them adds up to the total. */
export const summariseWhatIf = (cells: readonly OrgMonth[], months: readonly Month[]): WhatIfSummary => {
  const byMonth = groupBy(cells, ({ month }) => month)
  const orgs = [...groupBy(cells, ({ org }) => org)]
    .map(([org, own]) => ({ org, unpriced: own.some(({ unpriced }) => unpriced.length > 0), ...addUp(own) }))
    .sort((a, b) => largestFirst(a, b) || (a.org < b.org ? -1 : 1))
  return {
    total: addUp(cells),
    months: months.map((month) => ({ month, ...addUp(byMonth.get(month) ?? []) })),
    parts: partsOf(cells),
    more: orgs.filter(({ before, after }) => after > before),
    less: orgs.filter(({ before, after }) => after < before),
    same: orgs.filter(({ before, after }) => after === before).length,
    unpriced: unpricedOf(cells),
  }
}

const partsOf = (cells: readonly OrgMonth[]): Part[] =>
  [
    ...groupBy(
      cells.flatMap(({ parts }) => parts),
      ({ kind, name }) => `${kind} ${name}`,
    ).values(),
  ]
    .flatMap((parts) => parts.slice(0, 1).map(({ kind, name }) => ({ kind, name, ...addUp(parts) })))
    .sort((a, b) => largestFirst(a, b) || (`${a.kind} ${a.name}` < `${b.kind} ${b.name}` ? -1 : 1))

const unpricedOf = (cells: readonly OrgMonth[]): UnpricedUse[] => {
  const uses = cells.flatMap((cell) => cell.unpriced.map((use) => ({ use, cell })))
  return [...groupBy(uses, ({ use }) => `${use.kind} ${use.name}`).values()].flatMap((same) =>
    same.slice(0, 1).map(({ use }) => {
      const parts = same.flatMap(({ cell }) =>
        cell.parts.filter(({ kind, name }) => kind === use.kind && name === use.name),
      )
      return { ...use, before: addUp(parts).before, orgs: [...new Set(same.map(({ cell }) => cell.org))] }
    }),
  )
}
