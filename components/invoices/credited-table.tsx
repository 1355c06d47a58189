import { useTranslations } from 'next-intl'
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import type { CreditedUsage } from '@/lib/core/invoices/snapshot'
import { groupDigits } from '@/lib/core/money/format'

export type CreditedTableProps = { readonly rows: readonly CreditedUsage[]; readonly currency: string }

/** What a credit takes off, a row per line of usage: its exact price, what stays on the bill, and the difference. */
export const CreditedTable = ({ rows, currency }: CreditedTableProps) => {
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
              <Cell className="py-1.5">
                {row.meter} · {groupDigits(row.unitPrice, 2)} / {row.unit}
              </Cell>
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
