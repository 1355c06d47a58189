import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import { DateTime } from '@/components/ui/date-time'
import { Money } from '@/components/ui/money'
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import type { UsageEvent } from './usage-item'
import { useMeterWords } from './use-meter-words'

/** The events themselves, the latest first. */
export const EventTable = ({
  rows,
  zone,
  currency,
}: {
  rows: readonly UsageEvent[]
  zone: string
  currency: string
}) => {
  const t = useTranslations('usage')
  const { nameOf, quantityOf } = useMeterWords()
  return (
    <Table label={t('eventsTitle')}>
      <TableHead>
        <tr>
          <HeadCell>{t('at')}</HeadCell>
          <HeadCell className="hidden sm:table-cell">{t('meter')}</HeadCell>
          <HeadCell className="hidden md:table-cell">{t('resource')}</HeadCell>
          <HeadCell numeric className="hidden sm:table-cell">
            {t('quantity')}
          </HeadCell>
          <HeadCell numeric>{t('amount')}</HeadCell>
          <HeadCell className="hidden lg:table-cell">{t('paidBy')}</HeadCell>
          <HeadCell className="hidden lg:table-cell">{t('price')}</HeadCell>
        </tr>
      </TableHead>
      <TableBody>
        {rows.map((event) => (
          <TableRow key={event.key}>
            <Cell title={event.key}>
              <DateTime at={event.at} zone={zone} />
              <span className="block text-ink-soft text-xs [overflow-wrap:anywhere] sm:hidden">
                {nameOf(event.words)}
              </span>
              <span className="block text-ink-faint text-xs [overflow-wrap:anywhere] md:hidden">{event.resource}</span>
              <Changes event={event} />
            </Cell>
            <Cell className="hidden sm:table-cell" title={event.meter}>
              {nameOf(event.words)}
            </Cell>
            <Cell className="hidden [overflow-wrap:anywhere] md:table-cell">{event.resource || t('noResource')}</Cell>
            <Cell numeric className="hidden sm:table-cell">
              {quantityOf(event.words, event.quantity)}
            </Cell>
            <Cell numeric className="font-medium">
              <Money amount={event.amount} currency={currency} />
            </Cell>
            <Cell className="hidden text-ink-soft lg:table-cell">{t('paidByWords', { source: sourceOf(event) })}</Cell>
            <Cell className="hidden whitespace-nowrap text-ink-soft lg:table-cell">
              {event.priceBook} v{event.priceVersion}
            </Cell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

/** Whether an event was taken back or amended, and whether it takes back or amends another one. */
const Changes = ({ event: { became, does, originalKey } }: { event: UsageEvent }) => {
  const t = useTranslations('usage')
  if (became === '' && does === '') return null
  return (
    <span className="mt-0.5 flex max-w-72 flex-wrap items-baseline gap-x-2 text-xs">
      {became === '' ? null : <Badge tone="warn">{t('became', { became })}</Badge>}
      {does === '' ? null : (
        <span className="text-ink-soft [overflow-wrap:anywhere]">{t('does', { does, key: originalKey })}</span>
      )}
    </span>
  )
}

/** Who paid, by kind: grants and weeks have ids of their own. */
const sourceOf = ({ paidBy }: UsageEvent): string => {
  if (paidBy === 'postpaid' || paidBy === 'nothing') return paidBy
  // A debt that was billed.
  if (paidBy === 'billed') return 'postpaid'
  return paidBy.startsWith('week:') ? 'quota' : 'credit'
}
