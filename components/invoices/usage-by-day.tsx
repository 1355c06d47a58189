import { useTranslations } from 'next-intl'
import { DayText } from '@/components/ui/day-text'
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import type { ShownMeter } from '@/lib/core/invoices/shown-line'
import type { Explanation } from '@/lib/core/invoices/snapshot'
import { formatQuantity, groupDigits } from '@/lib/core/money/format'
import { shownQuantity } from '@/lib/core/usage/meter-words'

export type UsageByDayProps = {
  readonly rows: Explanation['usage']
  /** Quantities are in its unit. */
  readonly meter: ShownMeter
  readonly currency: string
}

/** The usage behind a line, a row per day and resource, with exact amounts that are rounded only in their sum. */
export const UsageByDay = ({ rows, meter, currency }: UsageByDayProps) => {
  const t = useTranslations('lines')
  const partly = rows.some((row) => row.postpaid !== undefined)
  return (
    <div className="max-h-96 overflow-y-auto rounded-md border border-line bg-surface">
      <Table label={t('usageByDay')}>
        <TableHead>
          <tr>
            <HeadCell>{t('usageDay')}</HeadCell>
            <HeadCell>{t('usageResource')}</HeadCell>
            <HeadCell numeric>
              {t('usageQuantity')} ({meter.other})
            </HeadCell>
            <HeadCell numeric>{t('usageEvents')}</HeadCell>
            <HeadCell numeric>
              {t('usageAmount')} ({currency})
            </HeadCell>
            {partly ? (
              <HeadCell numeric>
                {t('usagePostpaid')} ({currency})
              </HeadCell>
            ) : null}
          </tr>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={`${row.day} ${row.resource}`}>
              <Cell className="py-1.5">
                <DayText day={row.day} />
              </Cell>
              <Cell className="py-1.5">{row.resource || '–'}</Cell>
              <Cell numeric className="py-1.5">
                {formatQuantity(shownQuantity(row.quantity, meter.scale))}
              </Cell>
              <Cell numeric className="py-1.5">
                {formatQuantity(row.events.toString())}
              </Cell>
              <Cell numeric className="py-1.5">
                {groupDigits(row.amount, 2)}
              </Cell>
              {partly ? (
                <Cell numeric className="py-1.5">
                  {groupDigits(row.postpaid ?? row.amount, 2)}
                </Cell>
              ) : null}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  )
}
