import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { DownloadButton } from '@/components/ui/button'
import { Card, CardHeader } from '@/components/ui/card'
import { DayText } from '@/components/ui/day-text'
import { Pagination } from '@/components/ui/pagination'
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { useMeterWords } from '@/components/usage/use-meter-words'
import { formatQuantity } from '@/lib/core/money/format'
import type { MeterWords } from '@/lib/core/usage/meter-words'

/** A week that is over, or was cut off. Days are `YYYY-MM-DD`, amounts decimal text in compute units. */
export type PastWeek = {
  readonly id: string
  readonly week: string
  readonly from: string
  readonly to: string
  /** Of the plan that gave it. */
  readonly title: string
  readonly version: number
  readonly quota: string
  readonly used: string
  readonly percent: number
  readonly meters: readonly {
    readonly meter: string
    readonly words: MeterWords
    readonly units: string
    readonly events: number
  }[]
}

export type WeeksCardProps = {
  readonly weeks: readonly PastWeek[]
  /** Where the first page and the one after this are; null at the ends. */
  readonly first: string | null
  readonly next: string | null
  /** All of them as a file. */
  readonly file: string
}

/** Weeks of quota, the latest first, and what each went to; nothing where there was none. */
export const WeeksCard = ({ weeks, first, next, file }: WeeksCardProps) => {
  const t = useTranslations('plans.weeks')
  if (weeks.length === 0 && first === null) return null
  return (
    <Card>
      <CardHeader
        title={t('title')}
        text={t('text')}
        actions={
          <DownloadButton href={file} variant="secondary" size="small">
            <Download aria-hidden />
            {t('csv')}
          </DownloadButton>
        }
      />
      <Table label={t('title')}>
        <TableHead>
          <tr>
            <HeadCell>{t('week')}</HeadCell>
            <HeadCell className="hidden md:table-cell">{t('plan')}</HeadCell>
            <HeadCell className="hidden sm:table-cell">{t('meters')}</HeadCell>
            <HeadCell numeric>{t('used')}</HeadCell>
          </tr>
        </TableHead>
        <TableBody>
          {weeks.map((week) => (
            <WeekRow key={week.id} {...week} />
          ))}
        </TableBody>
      </Table>
      <Pagination previous={first} next={next} />
    </Card>
  )
}

const WeekRow = ({ week, from, to, title, version, quota, used, percent, meters }: PastWeek) => {
  const t = useTranslations('plans.weeks')
  return (
    <TableRow>
      <Cell>
        <span className="figures font-medium">{week}</span>
        <span className="block text-ink-faint text-xs">
          <DayText day={from} />
          {from === to ? null : (
            <>
              {' – '}
              <DayText day={to} />
            </>
          )}
        </span>
        <span className="mt-1 block sm:hidden">
          <Meters meters={meters} />
        </span>
      </Cell>
      <Cell className="hidden md:table-cell">{t('version', { plan: title, version })}</Cell>
      <Cell className="hidden sm:table-cell">
        <Meters meters={meters} />
      </Cell>
      <Cell numeric>
        <span className="font-medium">{percent} %</span>
        <span className="block text-ink-faint text-xs">
          {t('usedOf', { used: formatQuantity(used), quota: formatQuantity(quota) })}
        </span>
      </Cell>
    </TableRow>
  )
}

const Meters = ({ meters }: Pick<PastWeek, 'meters'>) => {
  const t = useTranslations('plans.weeks')
  const { nameOf } = useMeterWords()
  if (meters.length === 0) return <span className="text-ink-faint">{t('nothing')}</span>
  return (
    <>
      {meters.map(({ meter, words, units, events }) => (
        <span key={meter} className="block text-sm [overflow-wrap:anywhere]">
          {nameOf(words)}: <span className="figures">{t('units', { units: formatQuantity(units) })}</span>{' '}
          <span className="text-ink-faint text-xs">{t('uses', { count: events })}</span>
        </span>
      ))}
    </>
  )
}
