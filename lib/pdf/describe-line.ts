import type { SnapshotLine } from '@/lib/core/invoices/snapshot'
import { formatQuantity, groupDigits } from '@/lib/core/money/format'
import { isMonth } from '@/lib/core/time/day'
import { monthInWords } from './words/dates'
import type { Words } from './words/words'

/** What a line is for, in the customer's language. A monthly fee names its billable days where the month has more. */
export const describeLine = (line: SnapshotLine, words: Words): string => {
  switch (line.kind) {
    case 'tenant_fee': {
      const part = partOfMonth(line)
      const fee = words.lines.tenantFee(line.subject)
      return part ? `${fee} ${words.lines.days(part.billed, part.month)}` : fee
    }
    case 'setup_fee':
      return words.lines.setupFee(line.subject)
    case 'skill':
      return words.lines.skill(line.detail, line.subject)
    case 'usage':
      return line.subject
    case 'correction':
      return words.lines.correction(isMonth(line.detail) ? monthInWords(line.detail, words) : line.detail, line.subject)
    case 'credit':
      return isMonth(line.detail) ? words.lines.creditOfMonth(monthInWords(line.detail, words)) : words.lines.credit
  }
}

/**
 * The quantity as printed. Part of a month stands as the fraction it is: `20/31` says more than `0.645161290323`. Credit
 * is an amount alone.
 */
export const describeQuantity = (line: SnapshotLine): string => {
  if (line.kind === 'credit') return ''
  return partOfMonth(line) ? line.detail : formatQuantity(line.quantity)
}

/** Prices keep every digit that says something, and two decimals. */
export const describeUnitPrice = ({ kind, unitPrice }: SnapshotLine): string =>
  kind === 'credit' ? '' : groupDigits(unitPrice.replace(/(\.\d\d+?)0+$/, '$1'), 2)

/** The unit as printed beside the quantity; units of meters stand as they are. */
export const describeUnit = (line: SnapshotLine, words: Words): string => {
  const { kind, unit } = line
  if (kind === 'credit') return ''
  if (unit !== 'month' && unit !== 'day' && unit !== 'once') return unit
  const isOne = partOfMonth(line) !== null || /^1(\.0*)?$/.test(line.quantity)
  return isOne ? words.units[unit].one : words.units[unit].many
}

/** Billable days and days of the month of a fee for less than a month, else null. */
const partOfMonth = (line: SnapshotLine): { billed: number; month: number } | null => {
  const match = line.kind === 'tenant_fee' ? /^(\d+)\/(\d+)$/.exec(line.detail) : null
  const [billed, month] = [Number(match?.[1]), Number(match?.[2])]
  return billed < month ? { billed, month } : null
}
