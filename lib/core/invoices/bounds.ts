import type { Minor } from '@/lib/core/money/amount'
import { formatMoney } from '@/lib/core/money/format'
import type { InvoiceSnapshot, SnapshotLine } from './snapshot'

/** Why a run does not issue an invoice by itself (B14). */
export type HeldReason = 'above_usual' | 'new_line'
export type Held = { readonly reason: HeldReason; readonly sentence: string }

/** So many earlier invoices say what is usual, and no fewer than `leastUsual`. */
export const mostUsual = 6
export const leastUsual = 3

/** The middle of some amounts, of two middle ones the larger. */
export const median = (amounts: readonly Minor[]): Minor | null =>
  [...amounts].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))[Math.floor(amounts.length / 2)] ?? null

/** What an invoice line is of, for a platform as a whole: a meter or a skill; null for what every invoice may have. */
export const subjectOf = ({ kind, subject, detail }: Pick<SnapshotLine, 'kind' | 'subject' | 'detail'>) =>
  kind === 'usage' ? { kind, subject } : kind === 'skill' ? { kind, subject: detail } : null
export type LineSubject = NonNullable<ReturnType<typeof subjectOf>>

/** The meters and skills that are billed, each once. */
export const subjectsOf = ({ lines }: Pick<InvoiceSnapshot, 'lines'>): LineSubject[] => {
  const found = new Map<string, LineSubject>()
  for (const line of lines) {
    const subject = subjectOf(line)
    if (subject !== null && Number(line.amount) !== 0) found.set(`${subject.kind} ${subject.subject}`, subject)
  }
  return [...found.values()]
}

export type Judged = {
  readonly total: Minor
  readonly currency: string
  /** Totals of the org's latest invoices in this currency, at most `mostUsual`. */
  readonly usual: readonly Minor[]
  /** Meters and skills that no invoice of anybody has had, though there are earlier ones. */
  readonly unheard: readonly LineSubject[]
  /** In hundredths: an invoice above so many times the usual total is held. */
  readonly mostTimes: bigint
}

const text = (amount: Minor, currency: string): string =>
  formatMoney(`${amount / 100n}.${String(amount % 100n).padStart(2, '0')}`, currency)

/**
 * Whether a run issues an invoice by itself, or leaves it to an admin, and why: a line that nobody has had before may be a
 * new price that is wrong, and a total far above the usual one is looked at before the customer sees it.
 * @returns null if it may be issued.
 */
export const heldInvoice = ({ total, currency, usual, unheard, mostTimes }: Judged): Held | null => {
  const [first, ...others] = unheard
  if (first !== undefined) {
    const what = `${first.kind === 'usage' ? 'The meter' : 'The skill'} ${first.subject}`
    const more = others.length === 0 ? '' : ` (and ${others.length} more)`
    return { reason: 'new_line', sentence: `${what}${more} was never invoiced to anybody before.` }
  }
  const middle = usual.length < leastUsual ? null : median(usual)
  if (middle === null || total * 100n <= middle * mostTimes) return null
  const times = Number(mostTimes) / 100
  return {
    reason: 'above_usual',
    sentence: `${text(total, currency)} is more than ${times} times the usual ${text(middle, currency)}.`,
  }
}
