import { useLocale, useTranslations } from 'next-intl'
import { Amount, exactWords, missingWords } from '@/components/funding/amount'
import { dayWords } from '@/components/ui/calendar-words'
import { Card, CardHeader } from '@/components/ui/card'
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { useMeterNames } from '@/components/usage/use-meter-words'
import type { MeterWords } from '@/lib/core/usage/meter-words'

/** Usage that waits to be paid. Amounts are decimal text. */
export type WaitingUsage = {
  readonly count: number
  /** What of it is not paid yet. */
  readonly amount: string
  /** How much more is needed to pay it; with anything beyond that work can start again. */
  readonly missing: string
  readonly oldestOn: string
  readonly meters: readonly {
    readonly meter: string
    readonly words: MeterWords
    readonly count: number
    readonly amount: string
  }[]
}

export type WaitingCardProps = { readonly waiting: WaitingUsage; readonly currency: string }

/** What an organization owes of its usage, what is missing, and of which meters it is. */
export const WaitingCard = ({ waiting, currency }: WaitingCardProps) => {
  const t = useTranslations('waitingUsage')
  const locale = useLocale()
  const nameOf = useMeterNames(waiting.meters)
  return (
    <Card>
      <CardHeader
        title={t('title')}
        text={`${t('text')} ${t('oldest', { on: dayWords(waiting.oldestOn, locale) })}`}
        actions={
          <p className="sm:text-right">
            <span className="block text-ink-soft text-sm">{t('missing')}</span>
            <strong className="figures text-bad text-lg" title={exactWords(waiting.missing, currency)}>
              {missingWords(waiting.missing, currency)}
            </strong>
          </p>
        }
      />
      <Table label={t('title')}>
        <TableHead>
          <tr>
            <HeadCell>{t('meter')}</HeadCell>
            <HeadCell numeric>{t('count')}</HeadCell>
            <HeadCell numeric>{t('amount')}</HeadCell>
          </tr>
        </TableHead>
        <TableBody>
          {waiting.meters.map(({ meter, count, amount }) => (
            <TableRow key={meter}>
              <Cell className="[overflow-wrap:anywhere]">{nameOf(meter)}</Cell>
              <Cell numeric>{count}</Cell>
              <Cell numeric>
                <Amount amount={amount} asset={currency} />
              </Cell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  )
}
