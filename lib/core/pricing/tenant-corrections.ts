import type { CorrectedLine, InvoiceSnapshot, SnapshotLine, TaxTreatment } from '@/lib/core/invoices/snapshot'
import { type Minor, minor, minorPlaces, sum } from '@/lib/core/money/amount'
import { formatDecimal, parseDecimal } from '@/lib/core/money/decimal'
import { isRefused, type Refused } from '@/lib/core/refusal'
import { inOrder, type TenantEvent } from '@/lib/core/tenants/timeline'
import { civilDays } from '@/lib/core/time/billing-day'
import { joinDays, type Month, monthSpan } from '@/lib/core/time/day'
import type { SupplyTerms } from './day-terms'
import type { DraftLine } from './draft-line'
import { tenantLines } from './tenant-lines'
import { summarise } from './vat'

/** What a month was billed for one tenant and one kind of line, its own invoice and later corrections together. */
export type BilledLine = CorrectedLine & {
  readonly tenant: string
  readonly taxRate: string
  readonly treatment: TaxTreatment
  readonly amount: Minor
}

/** A month that is invoiced, and of which more is known by now about some tenants. */
export type BilledMonth = SupplyTerms & {
  readonly month: Month
  readonly zone: string
  /** The org's sequence up to which its invoice knew the facts; later ones were recorded late. */
  readonly told: bigint
  /** All facts of these tenants, as they are known now. */
  readonly tenants: ReadonlyMap<string, readonly TenantEvent[]>
  /** What of these tenants was billed for the month. */
  readonly billed: readonly BilledLine[]
}

const cents = (amount: bigint): string => formatDecimal(amount, minorPlaces)

const keyOf = ({ kind, tenant, detail, taxRate, treatment }: Omit<BilledLine, 'amount' | 'month'>): string =>
  JSON.stringify([tenant, kind, detail, taxRate, treatment])

/** What a line of an invoice billed of a tenant; null for lines that are none of a tenant's. */
export const billedOf = (line: SnapshotLine, { month, treatment }: InvoiceSnapshot): BilledLine | null => {
  const { kind, subject: tenant, detail, taxRate, explain } = line
  const amount = minor(parseDecimal(line.amount, minorPlaces) ?? 0n)
  const billed = { tenant, taxRate, treatment: line.treatment ?? treatment, amount }
  if (kind === 'fee_correction' || kind === 'skill_correction') {
    return explain.corrects ? { ...billed, ...explain.corrects } : null
  }
  if (kind === 'skill') return { ...billed, kind, detail, month }
  return kind === 'tenant_fee' || kind === 'setup_fee' ? { ...billed, kind, detail: '', month } : null
}

const kindsOfLines: readonly string[] = ['tenant_fee', 'setup_fee', 'skill']

type Difference = BilledLine & { readonly now: Minor; readonly before: Minor; readonly lines: readonly DraftLine[] }

/** By tenant, kind and tax: what the month costs as it is known now, and what it was billed. */
const differencesOf = (month: Month, lines: readonly DraftLine[], billed: readonly BilledLine[]): Difference[] => {
  const found = new Map<string, Difference>()
  const at = (about: Omit<BilledLine, 'amount'>): Difference => {
    const empty = { ...about, amount: minor(0n), now: minor(0n), before: minor(0n), lines: [] }
    return found.get(keyOf(about)) ?? empty
  }
  for (const line of lines) {
    const kind = line.kind as CorrectedLine['kind']
    const detail = kind === 'skill' ? line.detail : ''
    const { taxRate, treatment } = line
    const known = at({ month, kind, tenant: line.subject, detail, taxRate, treatment })
    found.set(keyOf(known), { ...known, now: sum([known.now, line.amount]), lines: [...known.lines, line] })
  }
  for (const each of billed) {
    const known = at(each)
    found.set(keyOf(known), { ...known, before: sum([known.before, each.amount]) })
  }
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, each]) => ({ ...each, amount: minor(each.now - each.before) }))
    .filter(({ amount }) => amount !== 0n)
}

/**
 * Facts of tenants that were told after their month was invoiced (I14): for each tenant, kind of line and tax the month
 * as it is known now less what it was billed, at the terms and prices of its invoice. What was told twice, or corrected
 * already, comes to nothing.
 */
export const tenantCorrections = (months: readonly BilledMonth[]): DraftLine[] | Refused => {
  const corrections: DraftLine[] = []
  for (const about of [...months].sort((a, b) => (a.month < b.month ? -1 : 1))) {
    const days = civilDays(monthSpan(about.month), about.zone)
    const lines: DraftLine[] = []
    for (const tenant of [...about.tenants.keys()].sort()) {
      const own = tenantLines(tenant, about.tenants.get(tenant) ?? [], { ...about, days, daysOfMonth: days.length })
      if (isRefused(own)) return own
      lines.push(...own.filter(({ kind }) => kindsOfLines.includes(kind)))
    }
    const differences = differencesOf(about.month, lines, about.billed)
    corrections.push(...differences.map((difference) => correctionOf(difference, about)))
  }
  return corrections
}

const correctionOf = (difference: Difference, { told, tenants }: BilledMonth): DraftLine => {
  const { month, kind, tenant, detail, taxRate, treatment, amount, now, before, lines } = difference
  const late = inOrder((tenants.get(tenant) ?? []).filter(({ sequence }) => sequence > told))
  const own = late.filter(({ skill }) => skill === '' || (kind === 'skill' && skill === detail))
  return {
    kind: kind === 'skill' ? 'skill_correction' : 'fee_correction',
    subject: tenant,
    detail: month,
    quantity: amount < 0n ? '-1' : '1',
    unit: 'once',
    unitPrice: cents(amount < 0n ? -amount : amount),
    amount,
    taxRate,
    treatment,
    book: lines[0]?.book ?? '',
    explain: {
      formula: `${cents(now)} − ${cents(before)}`,
      priceVersions: [...new Set(lines.flatMap(({ explain }) => explain.priceVersions))].sort((a, b) => a - b),
      days: joinDays([...new Set(lines.flatMap(daysOfLine))].sort()),
      events: own.map(({ id, kind: what, at }) => ({ id, kind: what, at: at.toString() })),
      usage: [],
      corrects: { month, kind, detail },
    },
  }
}

const daysOfLine = ({ explain }: DraftLine): string[] =>
  explain.days.flatMap((span) => civilDays(span, 'UTC').map(({ day }) => day))

const grossOf = (lines: readonly DraftLine[]): bigint =>
  summarise(lines).reduce((total, { base, tax }) => total + base + tax, 0n)

/** A correction as far as its amount goes: the rest stays open. */
const partOf = (line: DraftLine, amount: Minor): DraftLine => ({
  ...line,
  amount,
  unitPrice: cents(-amount),
  explain: { ...line.explain, formula: `${line.explain.formula} → ${cents(amount)}` },
})

/**
 * Adds corrections to the lines of a month. What is billed more comes whole; what was billed too much is taken off as far
 * as there is something to take it off, tax included, and the rest is carried as an open credit: an invoice is never
 * below zero, and the next one finds what is left, since corrections are what is known less what was billed.
 */
export const withCorrections = (lines: readonly DraftLine[], corrections: readonly DraftLine[]): DraftLine[] => {
  const all = [...lines, ...corrections.filter(({ amount }) => amount > 0n)]
  for (const credit of corrections.filter(({ amount }) => amount < 0n)) {
    if (grossOf([...all, credit]) >= 0n) all.push(credit)
    else {
      const taken = largest(-credit.amount, (amount) => grossOf([...all, { ...credit, amount: minor(-amount) }]) >= 0n)
      if (taken > 0n) all.push(partOf(credit, minor(-taken)))
    }
  }
  return all
}

/** The largest whole number below `bound` for which it holds; it holds for 0, and for all below one for which it does. */
const largest = (bound: bigint, holds: (amount: bigint) => boolean): bigint => {
  let [low, high] = [0n, bound]
  while (high - low > 1n) {
    const middle = (low + high) / 2n
    if (holds(middle)) low = middle
    else high = middle
  }
  return low
}
