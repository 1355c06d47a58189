import { useTranslations } from 'next-intl'
import { BreakableName } from '@/components/ui/breakable-name'
import { DayText } from '@/components/ui/day-text'
import { Link } from '@/components/ui/link'
import { Money } from '@/components/ui/money'
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { formatQuantity } from '@/lib/core/money/format'
import { ChangeNote } from './change-note'
import { colourOf } from './chart-colours'
import { type UsageChoice, type UsageDay, type UsageMeter, type UsageResource, usageAddress } from './usage-item'
import { useMeterWords } from './use-meter-words'

type Of<Row> = {
  readonly rows: readonly Row[]
  readonly base: string
  readonly choice: UsageChoice
  readonly currency: string
}

const linkStyle = 'font-medium [overflow-wrap:anywhere] hover:underline'

/** By meter, each beside what it was before. */
export const MeterTable = ({ rows, base, choice, currency }: Of<UsageMeter>) => {
  const t = useTranslations('usage')
  const { nameOf, quantityOf } = useMeterWords()
  return (
    <Table label={t('byMeter')}>
      <TableHead>
        <tr>
          <HeadCell>{t('meter')}</HeadCell>
          <HeadCell numeric className="hidden sm:table-cell">
            {t('quantity')}
          </HeadCell>
          <HeadCell numeric>{t('amount')}</HeadCell>
          <HeadCell numeric className="hidden md:table-cell">
            {t('amountBefore')}
          </HeadCell>
          <HeadCell numeric>{t('change')}</HeadCell>
        </tr>
      </TableHead>
      <TableBody>
        {rows.map(({ meter, words, quantity, amount, amountBefore, change }, index) => (
          <TableRow key={meter}>
            <Cell>
              <span className="flex items-center gap-2">
                <span
                  aria-hidden
                  className="size-2.5 shrink-0 rounded-sm"
                  style={{ background: colourOf(index, rows.length) }}
                />
                <Link href={usageAddress(base, { ...choice, meter })} className={linkStyle}>
                  <BreakableName name={nameOf(words)} />
                </Link>
              </span>
            </Cell>
            <Cell numeric className="hidden sm:table-cell">
              {quantityOf(words, quantity)}
            </Cell>
            <Cell numeric className="font-medium">
              <Money amount={amount} currency={currency} />
            </Cell>
            <Cell numeric className="hidden text-ink-soft md:table-cell">
              <Money amount={amountBefore} currency={currency} />
            </Cell>
            <Cell numeric>
              <ChangeNote change={change} />
            </Cell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

/** By resource, the most expensive first. */
export const ResourceTable = ({
  rows,
  base,
  choice,
  currency,
  nameOfMeter,
}: Of<UsageResource> & { readonly nameOfMeter: (meter: string) => string }) => {
  const t = useTranslations('usage')
  return (
    <Table label={t('byResource')}>
      <TableHead>
        <tr>
          <HeadCell>{t('resource')}</HeadCell>
          <HeadCell className="hidden sm:table-cell">{t('meters')}</HeadCell>
          <HeadCell numeric className="hidden sm:table-cell">
            {t('events')}
          </HeadCell>
          <HeadCell numeric>{t('amount')}</HeadCell>
        </tr>
      </TableHead>
      <TableBody>
        {rows.map(({ resource, meters, events, amount }) => (
          <TableRow key={resource}>
            <Cell>
              <Link href={usageAddress(base, { ...choice, resource })} className={linkStyle}>
                <BreakableName name={resource || t('noResource')} />
              </Link>
            </Cell>
            <Cell className="hidden text-ink-soft sm:table-cell">{meters.map(nameOfMeter).join(', ')}</Cell>
            <Cell numeric className="hidden sm:table-cell">
              {formatQuantity(String(events))}
            </Cell>
            <Cell numeric className="font-medium">
              <Money amount={amount} currency={currency} />
            </Cell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

/** By day, the days on which something was used; what the chart shows, in figures. */
export const DayTable = ({ rows, base, choice, currency }: Of<UsageDay>) => {
  const t = useTranslations('usage')
  return (
    <Table label={t('byDay')}>
      <TableHead>
        <tr>
          <HeadCell>{t('day')}</HeadCell>
          <HeadCell numeric>{t('events')}</HeadCell>
          <HeadCell numeric>{t('amount')}</HeadCell>
        </tr>
      </TableHead>
      <TableBody>
        {rows
          .filter(({ events }) => events > 0)
          .map(({ day, events, total }) => (
            <TableRow key={day}>
              <Cell>
                <Link href={usageAddress(base, { ...choice, from: day, to: day })} className={linkStyle}>
                  <DayText day={day} />
                </Link>
              </Cell>
              <Cell numeric>{formatQuantity(String(events))}</Cell>
              <Cell numeric className="font-medium">
                <Money amount={total} currency={currency} />
              </Cell>
            </TableRow>
          ))}
      </TableBody>
    </Table>
  )
}
