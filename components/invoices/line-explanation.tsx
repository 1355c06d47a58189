import { useLocale, useTranslations } from 'next-intl'
import { Fragment, type ReactNode } from 'react'
import { dayWords } from '@/components/ui/calendar-words'
import { CopyText } from '@/components/ui/copy-text'
import { DateTime } from '@/components/ui/date-time'
import { DefinitionList } from '@/components/ui/definition-list'
import type { ShownMeter } from '@/lib/core/invoices/shown-line'
import type { Explanation } from '@/lib/core/invoices/snapshot'
import { groupDigits } from '@/lib/core/money/format'
import { addDays, countDays, type DaySpan } from '@/lib/core/time/day'
import { CreditedTable } from './credited-table'
import { UsageByDay } from './usage-by-day'

export type LineExplanationProps = {
  readonly explain: Explanation
  /** The meter of a line of usage, as the invoice calls it. */
  readonly meter: ShownMeter
  readonly meterOf: (meter: string, unit: string) => ShownMeter
  readonly currency: string
  readonly zone: string
}

/** What a line came from: formula, price versions, days, events, and usage by day. Enough to work it out by hand. */
export const LineExplanation = ({ explain, meter, meterOf, currency, zone }: LineExplanationProps) => {
  const t = useTranslations('lines')
  const items: { term: string; value: ReactNode }[] = [
    { term: t('formula'), value: <Formula text={explain.formula} /> },
  ]
  const { priceVersions, credited = [] } = explain
  if (priceVersions.length > 0) {
    items.push({ term: t('priceVersions', { count: priceVersions.length }), value: priceVersions.join(', ') })
  }
  if (explain.days.length > 0) items.push({ term: t('billableDays'), value: <Days spans={explain.days} /> })
  return (
    <div className="flex flex-col gap-3 rounded-md bg-sunken p-3.5 text-sm">
      <DefinitionList items={items} />
      {explain.events.length > 0 ? (
        <div>
          <p className="mb-1 text-ink-soft">{t('events')}</p>
          <ul className="flex flex-col gap-0.5">
            {explain.events.map((event) => (
              <li key={event.id} className="flex flex-wrap items-baseline gap-x-3">
                <DateTime at={event.at} zone={zone} />
                <span>{t(event.kind)}</span>
                <CopyText text={event.id} />
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      {credited.length > 0 ? <CreditedTable rows={credited} meterOf={meterOf} currency={currency} /> : null}
      {explain.usage.length > 0 ? <UsageByDay rows={explain.usage} meter={meter} currency={currency} /> : null}
    </div>
  )
}

/** Decimal numbers of a formula are grouped as everywhere else; the rest stands as it is. */
const Formula = ({ text }: { text: string }) => (
  <code className="figures font-sans">{text.replace(/\d+(\.\d+)?/g, (figure) => groupDigits(figure))}</code>
)

const Days = ({ spans }: { spans: readonly DaySpan[] }) => {
  const t = useTranslations('lines')
  const locale = useLocale()
  const words = ({ start, end }: DaySpan): string => {
    const last = addDays(end, -1)
    return start === last ? dayWords(start, locale) : `${dayWords(start, locale)} – ${dayWords(last, locale)}`
  }
  return spans.map((span) => (
    <Fragment key={span.start}>
      {words(span)} <span className="text-ink-faint">({t('dayCount', { count: countDays(span) })})</span>
      <br />
    </Fragment>
  ))
}
