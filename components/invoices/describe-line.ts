import type { useTranslations } from 'next-intl'
import type { ShownLine } from '@/lib/core/invoices/shown-line'
import type { SnapshotLine } from '@/lib/core/invoices/snapshot'
import { formatQuantity } from '@/lib/core/money/format'
import { countDays, type DaySpan } from '@/lib/core/time/day'

/** The translator of the namespace `lines`. */
export type LineTranslator = ReturnType<typeof useTranslations<'lines'>>

export type LineWords = {
  /** What is billed. */
  readonly title: string
  /** How much of the month, where it was not all of it; else empty. */
  readonly note: string
  /** Quantity with its unit; empty for what is an amount alone. */
  readonly quantity: string
}

/** Words for one line of an invoice: title, part of the month, quantity with unit. Decides no amount. */
export const describeLine = (
  line: SnapshotLine,
  shown: ShownLine,
  period: DaySpan,
  t: LineTranslator,
  monthWords: (month: string) => string,
): LineWords => ({
  title: titleOf(line, shown, t, monthWords),
  note: line.kind === 'tenant_fee' ? partOfMonth(line, period, t) : '',
  quantity: quantityOf(line, shown, t),
})

const titleOf = (
  line: SnapshotLine,
  { name }: ShownLine,
  t: LineTranslator,
  monthWords: (month: string) => string,
): string => {
  const { subject, detail } = line
  switch (line.kind) {
    case 'tenant_fee':
      return t('tenantFee', { tenant: subject })
    case 'setup_fee':
      return t('setupFee', { tenant: subject })
    case 'skill':
      return t('skill', { skill: name, tenant: subject })
    case 'usage':
      return t('usage', { meter: name })
    case 'correction':
      return t('correction', { month: monthWords(detail), meter: name })
    case 'fee_correction':
    case 'skill_correction':
      return t('correction', { month: monthWords(detail), meter: correctedOf(line, name, t) })
    case 'credit':
      return detail === '' ? t('credit') : t('creditOfMonth', { month: monthWords(detail) })
  }
}

const correctedOf = ({ subject: tenant, explain }: SnapshotLine, name: string, t: LineTranslator): string => {
  const kind = explain.corrects?.kind ?? 'tenant_fee'
  if (kind === 'skill') return t('skill', { skill: name, tenant })
  return t(kind === 'setup_fee' ? 'setupFee' : 'tenantFee', { tenant })
}

const partOfMonth = (line: SnapshotLine, period: DaySpan, t: LineTranslator): string => {
  const days = line.explain.days.reduce((total, span) => total + countDays(span), 0)
  const all = countDays(period)
  return days === all ? '' : t('partOfMonth', { days, all })
}

/** Part of a month stands as the fraction it is: `20/31` says more than `0.645161290323`. */
const fraction = /^(\d+)\/(?!\1$)\d+$/

const quantityOf = (line: SnapshotLine, shown: ShownLine, t: LineTranslator): string => {
  if (line.kind === 'credit' || line.kind === 'fee_correction' || line.kind === 'skill_correction') return ''
  if (line.unit === 'once') return t('once')
  if (line.kind === 'tenant_fee' && fraction.test(line.detail)) return `${line.detail} ${t('month', { quantity: 1 })}`
  const figure = formatQuantity(shown.quantity)
  const quantity = line.quantity.replace(/\.0*$/, '') === '1' ? 1 : 2
  if (line.unit === 'month') return `${figure} ${t('month', { quantity })}`
  if (line.unit === 'day') return `${figure} ${t('day', { quantity })}`
  return `${figure} ${shown.unit}`
}
