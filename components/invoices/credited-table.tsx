import { useTranslations } from 'next-intl'
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import type { ShownMeter } from '@/lib/core/invoices/shown-line'
import type { CreditedUsage } from '@/lib/core/invoices/snapshot'
import { groupDigits } from '@/lib/core/money/format'
import { shownPrice } from '@/lib/core/usage/meter-words'

export type CreditedTableProps = {
  readonly rows: readonly CreditedUsage[]
  readonly meterOf: (meter: string, unit: string) => ShownMeter
  readonly currency: string
}

/** `Sandbox time · 0.50 / hour` */
const priceWords = ({ unitPrice }: CreditedUsage, { name, one, scale }: ShownMeter): string =>
  `${name} · ${groupDigits(shownPrice(unitPrice, scale), 2)} / ${one}`

/** What a credit takes off, a row per line of usage: its exact price, what stays on the bill, and the difference. */
export const CreditedTable = ({ rows, meterOf, currency }: CreditedTableProps) => {
  const t = useTranslations('lines')
  return (
    <div className="overflow-x-auto rounded-md border border-line bg-surface">
      <Table label={t('credited')}>
        <TableHead>
          <tr>
            <HeadCell>{t('creditedUsage')}</HeadCell>
            <HeadCell numeric>
              {t('usageAmount')} ({currency})
            </HeadCell>
            <HeadCell numeric>
              {t('usagePostpaid')} ({currency})
            </HeadCell>
            <HeadCell numeric>
              {t('creditedAmount')} ({currency})
            </HeadCell>
          </tr>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={`${row.meter} ${row.unit} ${row.unitPrice}`}>
              <Cell className="py-1.5">{priceWords(row, meterOf(row.meter, row.unit))}</Cell>
              <Cell numeric className="py-1.5">
                {groupDigits(row.gross, 2)}
              </Cell>
              <Cell numeric className="py-1.5">
                {groupDigits(row.postpaid, 2)}
              </Cell>
              <Cell numeric className="py-1.5">
                {groupDigits(row.credit, 2)}
              </Cell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  )
}
