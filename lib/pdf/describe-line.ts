import type { SnapshotLine } from '@/lib/core/invoices/snapshot'
import { countDays, isMonth, type Month, monthSpan } from '@/lib/core/time/day'
import { monthInWords } from './words/dates'
import type { Words } from './words/words'

/**
 * What a line is for, in the customer's language. A monthly fee names its billable days where the month has more.
 * @param month of the invoice.
 */
export const describeLine = (line: SnapshotLine, month: Month, words: Words): string => {
  switch (line.kind) {
    case 'tenant_fee':
      return [words.lines.tenantFee(line.subject), billedDays(line, month, words)].join(' ').trimEnd()
    case 'setup_fee':
      return words.lines.setupFee(line.subject)
    case 'skill':
      return words.lines.skill(line.detail, line.subject)
    case 'usage':
      return line.subject
    case 'correction':
      return words.lines.correction(isMonth(line.detail) ? monthInWords(line.detail, words) : line.detail, line.subject)
  }
}

const billedDays = (line: SnapshotLine, month: Month, words: Words): string => {
  const billed = line.explain.days.reduce((days, span) => days + countDays(span), 0)
  const whole = countDays(monthSpan(month))
  return billed > 0 && billed < whole ? words.lines.days(billed, whole) : ''
}

/** The unit as printed beside `quantity`; units of meters stand as they are. */
export const describeUnit = (line: SnapshotLine, words: Words): string => {
  const isOne = /^1(\.0*)?$/.test(line.quantity)
  const unit = line.unit
  if (unit !== 'month' && unit !== 'day' && unit !== 'once') return unit
  return isOne ? words.units[unit].one : words.units[unit].many
}
