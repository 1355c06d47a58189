import { ChartNoAxesColumn, Download } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { Alert } from '@/components/ui/alert'
import { DownloadButton } from '@/components/ui/button'
import { dayWords } from '@/components/ui/calendar-words'
import { Card, CardBody, CardHeader } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Money } from '@/components/ui/money'
import { PageHeader } from '@/components/ui/page-header'
import { Pagination, type PaginationProps } from '@/components/ui/pagination'
import { Stat } from '@/components/ui/stat'
import { formatMoney, formatQuantity } from '@/lib/core/money/format'
import { ChangeNote } from './change-note'
import { EventTable } from './event-table'
import type { SpanPreset } from './span-filter'
import { UsageChart } from './usage-chart'
import { UsageFilter } from './usage-filter'
import {
  type UsageChoice,
  type UsageDay,
  type UsageEvent,
  type UsageMeter,
  type UsageResource,
  usageAddress,
} from './usage-item'
import { DayTable, MeterTable, ResourceTable } from './usage-tables'
import { useMeterNames } from './use-meter-words'

export type UsageReportProps = {
  /** The address of the page, and of its file. */
  readonly base: string
  readonly file: string
  readonly choice: UsageChoice
  readonly before: { readonly from: string; readonly to: string }
  readonly presets: readonly SpanPreset[]
  /** Whose usage it is, by name. */
  readonly payer: string
  readonly currency: string
  readonly zone: string
  readonly total: string
  readonly totalBefore: string
  readonly change: number | null
  readonly events: number
  /** Whether anything is recorded, also if all of it was taken back. */
  readonly recorded: boolean
  /** What nothing paid for yet: it is in none of these figures. Null if there is none. */
  readonly unpaid: { readonly count: number; readonly amount: string } | null
  readonly meters: readonly UsageMeter[]
  readonly days: readonly UsageDay[]
  readonly resources: readonly UsageResource[]
  readonly resourcePages: PaginationProps
  /** The events themselves, where a figure was opened. */
  readonly detail: { readonly rows: readonly UsageEvent[]; readonly pages: PaginationProps } | null
}

/** What was used, at its price, no matter who paid: every figure opens, down to the events. */
export const UsageReport = (props: UsageReportProps) => {
  const t = useTranslations('usage')
  const { base, file, choice, presets, payer, zone, recorded, unpaid } = props
  const nameOfMeter = useMeterNames(props.meters)
  return (
    <>
      <PageHeader
        title={t('title')}
        text={t('text', { payer, zone })}
        actions={
          <DownloadButton href={usageAddress(file, choice)} variant="secondary">
            <Download aria-hidden />
            {t('csv')}
          </DownloadButton>
        }
      />
      <UsageFilter base={base} choice={choice} presets={presets} meterName={nameOfMeter(choice.meter ?? '')} />
      <Totals {...props} />
      {unpaid ? (
        <Alert
          tone="warn"
          title={t('unpaid', { count: unpaid.count, amount: formatMoney(unpaid.amount, props.currency) })}
        >
          {t('unpaidText')}
        </Alert>
      ) : null}
      {recorded ? <Figures {...props} /> : null}
      {recorded || unpaid ? null : (
        <Card>
          <EmptyState icon={<ChartNoAxesColumn aria-hidden />} title={t('nothing')} text={t('nothingText')} />
        </Card>
      )}
    </>
  )
}

const Totals = ({ currency, total, totalBefore, change, events, before }: UsageReportProps) => {
  const t = useTranslations('usage')
  const locale = useLocale()
  const [from, to] = [dayWords(before.from, locale), dayWords(before.to, locale)]
  return (
    <div className="grid gap-3 sm:grid-cols-3">
      <Stat label={t('total')} value={<Money amount={total} currency={currency} />} hint={t('beforeVat')} />
      <Stat
        label={t('compared')}
        value={<ChangeNote change={change} />}
        hint={t(from === to ? 'comparedWithDay' : 'comparedWith', {
          amount: formatMoney(totalBefore, currency),
          from,
          to,
        })}
      />
      <Stat label={t('events')} value={formatQuantity(String(events))} hint={t('eventsHint')} />
    </div>
  )
}

const Figures = (props: UsageReportProps) => {
  const t = useTranslations('usage')
  const { base, choice, currency, zone, days, meters, resources, detail } = props
  const of = { base, choice, currency }
  const nameOfMeter = useMeterNames(meters)
  return (
    <>
      {days.length > 1 ? <Days {...props} /> : null}
      <Card>
        <CardHeader title={t('byMeter')} />
        <MeterTable rows={meters} {...of} />
      </Card>
      <Card>
        <CardHeader title={t('byResource')} text={t('byResourceText')} />
        <ResourceTable rows={resources} nameOfMeter={nameOfMeter} {...of} />
        <Pagination {...props.resourcePages} />
      </Card>
      {detail ? (
        <Card>
          <CardHeader title={t('eventsTitle')} text={t('eventsText')} />
          <EventTable rows={detail.rows} zone={zone} currency={currency} />
          <Pagination {...detail.pages} />
        </Card>
      ) : null}
    </>
  )
}

const Days = ({ base, choice, currency, days, meters }: UsageReportProps) => {
  const t = useTranslations('usage')
  const nameOfMeter = useMeterNames(meters)
  const drawn = meters.map(({ meter }) => ({ meter, name: nameOfMeter(meter) }))
  return (
    <Card>
      <CardHeader title={t('byDay')} text={t('byDayText', { currency })} />
      <CardBody>
        <UsageChart days={days} meters={drawn} currency={currency} others={t('others')} />
      </CardBody>
      <details className="border-line border-t">
        <summary className="px-4 py-2.5 text-ink-soft text-sm hover:text-ink sm:px-5">{t('asTable')}</summary>
        <DayTable rows={days} base={base} choice={choice} currency={currency} />
      </details>
    </Card>
  )
}
