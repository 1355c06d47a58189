import { useLocale, useTranslations } from 'next-intl'
import { LinkButton } from '@/components/ui/button'
import { dayWords, monthWords } from '@/components/ui/calendar-words'
import { Card, CardBody, CardHeader } from '@/components/ui/card'
import { Link } from '@/components/ui/link'
import { Money } from '@/components/ui/money'
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { usageAddress } from '@/components/usage/usage-item'
import { SpendChart } from './spend-chart'
import type { Spend } from './spend-item'

export type SpendCardProps = { readonly org: string; readonly currency: string; readonly spend: Spend }

/** What was used by day, this month and the one before; every day opens on the usage page. */
export const SpendCard = ({ org, currency, spend }: SpendCardProps) => {
  const t = useTranslations('overview')
  const locale = useLocale()
  const month = monthWords(spend.month, locale)
  const before = monthWords(spend.before.month, locale)
  return (
    <Card>
      <CardHeader
        title={t('byDay')}
        text={
          <span className="flex flex-wrap gap-x-4">
            <Swatch colour="var(--chart-1)" words={month} />
            <Swatch colour="var(--chart-5)" words={before} faint />
          </span>
        }
        actions={
          <LinkButton href={`/o/${org}/usage`} variant="ghost" size="small">
            {t('allUsage')}
          </LinkButton>
        }
      />
      <CardBody>
        <SpendChart days={spend.days} currency={currency} month={month} before={before} />
      </CardBody>
      <details className="border-line border-t">
        <summary className="px-4 py-2.5 text-ink-soft text-sm hover:text-ink sm:px-5">{t('asTable')}</summary>
        <DayTable org={org} currency={currency} spend={spend} />
      </details>
    </Card>
  )
}

const Swatch = ({ colour, words, faint = false }: { colour: string; words: string; faint?: boolean }) => (
  <span className="flex items-center gap-2" suppressHydrationWarning>
    <span aria-hidden className="size-2.5 rounded-sm" style={{ background: colour, opacity: faint ? 0.6 : 1 }} />
    {words}
  </span>
)

const DayTable = ({ org, currency, spend }: SpendCardProps) => {
  const t = useTranslations('overview')
  const locale = useLocale()
  return (
    <Table label={t('byDay')}>
      <TableHead>
        <tr>
          <HeadCell>{t('dayOfMonth')}</HeadCell>
          <HeadCell numeric>{monthWords(spend.month, locale)}</HeadCell>
          <HeadCell numeric>{monthWords(spend.before.month, locale)}</HeadCell>
        </tr>
      </TableHead>
      <TableBody>
        {spend.days.map(({ number, day, amount, dayBefore, amountBefore }) => (
          <TableRow key={number}>
            <Cell className="figures">{number}</Cell>
            <DayCell org={org} day={day} amount={amount} currency={currency} />
            <DayCell org={org} day={dayBefore} amount={amountBefore} currency={currency} />
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

type DayCellProps = {
  readonly org: string
  readonly day: string | null
  readonly amount: string | null
  readonly currency: string
}

const DayCell = ({ org, day, amount, currency }: DayCellProps) => {
  const locale = useLocale()
  if (day === null || amount === null) return <Cell numeric />
  const href = usageAddress(`/o/${org}/usage`, { from: day, to: day, meter: null, resource: null })
  return (
    <Cell numeric>
      <Link href={href} title={dayWords(day, locale)} className="hover:underline" suppressHydrationWarning>
        <Money amount={amount} currency={currency} />
      </Link>
    </Cell>
  )
}
