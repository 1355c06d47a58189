import type { ShownLine } from '@/lib/core/invoices/shown-line'
import type { SnapshotLine } from '@/lib/core/invoices/snapshot'
import { formatQuantity, groupDigits } from '@/lib/core/money/format'
import { isMonth } from '@/lib/core/time/day'
import { monthInWords } from './words/dates'
import type { Words } from './words/words'

/** What a line is for, in the customer's language. A monthly fee names its billable days where the month has more. */
export const describeLine = (line: SnapshotLine, words: Words, { name }: Pick<ShownLine, 'name'>): string => {
  const month = isMonth(line.detail) ? monthInWords(line.detail, words) : line.detail
  switch (line.kind) {
    case 'tenant_fee': {
      const part = partOfMonth(line)
      const fee = words.lines.tenantFee(line.subject)
      return part ? `${fee} ${words.lines.days(part.billed, part.month)}` : fee
    }
    case 'setup_fee':
      return words.lines.setupFee(line.subject)
    case 'skill':
      return words.lines.skill(name, line.subject)
    case 'usage':
      return name
    case 'correction':
      return words.lines.correction(month, name)
    case 'fee_correction':
    case 'skill_correction':
      return words.lines.correction(month, correctedOf(line, name, words))
    case 'credit':
      return isMonth(line.detail) ? words.lines.creditOfMonth(month) : words.lines.credit
  }
}

const correctedOf = ({ subject, explain }: SnapshotLine, name: string, words: Words): string => {
  const kind = explain.corrects?.kind ?? 'tenant_fee'
  if (kind === 'skill') return words.lines.skill(name, subject)
  return kind === 'setup_fee' ? words.lines.setupFee(subject) : words.lines.tenantFee(subject)
}

/** Lines that are an amount alone: what credit paid, and corrections of fees and skills. */
const isAmount = ({ kind }: SnapshotLine): boolean =>
  kind === 'credit' || kind === 'fee_correction' || kind === 'skill_correction'

/**
 * The quantity as printed. Part of a month stands as the fraction it is: `20/31` says more than `0.645161290323`.
 */
export const describeQuantity = (line: SnapshotLine, shown: Pick<ShownLine, 'quantity'>): string => {
  if (isAmount(line)) return ''
  return partOfMonth(line) ? line.detail : formatQuantity(shown.quantity)
}

/** Prices keep every digit that says something, and two decimals. */
export const describeUnitPrice = (line: SnapshotLine, { unitPrice }: Pick<ShownLine, 'unitPrice'>): string =>
  isAmount(line) ? '' : groupDigits(unitPrice.replace(/(\.\d\d+?)0+$/, '$1'), 2)

/** The unit as printed beside the quantity; those of meters are in the words that the invoice froze. */
export const describeUnit = (line: SnapshotLine, words: Words, shown: Pick<ShownLine, 'unit'>): string => {
  const { unit } = line
  if (isAmount(line)) return ''
  if (unit !== 'month' && unit !== 'day' && unit !== 'once') return shown.unit
  const isOne = partOfMonth(line) !== null || /^1(\.0*)?$/.test(line.quantity)
  return isOne ? words.units[unit].one : words.units[unit].many
}

/** Billable days and days of the month of a fee for less than a month, else null. */
const partOfMonth = (line: SnapshotLine): { billed: number; month: number } | null => {
  const match = line.kind === 'tenant_fee' ? /^(\d+)\/(\d+)$/.exec(line.detail) : null
  const [billed, month] = [Number(match?.[1]), Number(match?.[2])]
  return billed < month ? { billed, month } : null
}
