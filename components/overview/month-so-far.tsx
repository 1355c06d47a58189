import { ChartNoAxesColumn } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Card, CardHeader } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { Cell, HeadCell, Table, TableBody, TableFoot, TableHead, TableRow } from '@/components/ui/table'
import { groupDigits } from '@/lib/core/money/format'

/** What one tenant costs this month so far. Decimal text. */
export type EstimateRow = {
  /** Empty for usage that belongs to no tenant. */
  readonly tenant: string
  readonly fees: string
  readonly skills: string
  readonly usage: string
  readonly total: string
}

export type MonthSoFarProps = {
  readonly currency: string
  readonly rows: readonly EstimateRow[]
  /** The rest of a long list as one row, and where all of it is. */
  readonly others?: (Omit<EstimateRow, 'tenant'> & { readonly count: number }) | null
  readonly allHref?: string
  /** The sum of the rows, decimal text, before VAT. */
  readonly total: string
  readonly note?: string
}

/** What the running month is made of, by tenant. */
export const MonthSoFar = ({ currency, rows, others = null, allHref = '', total, note }: MonthSoFarProps) => {
  const t = useTranslations('overview')
  return (
    <Card>
      <CardHeader title={t('byTenant')} text={note} />
      {rows.length === 0 ? (
        <EmptyState icon={<ChartNoAxesColumn aria-hidden />} title={t('noCharges')} text={t('noChargesText')} />
      ) : (
        <Table label={t('byTenant')}>
          <TableHead>
            <tr>
              <HeadCell>{t('tenant')}</HeadCell>
              <HeadCell numeric className="hidden sm:table-cell">
                {t('fees')}
              </HeadCell>
              <HeadCell numeric className="hidden sm:table-cell">
                {t('skills')}
              </HeadCell>
              <HeadCell numeric className="hidden sm:table-cell">
                {t('usage')}
              </HeadCell>
              <HeadCell numeric>
                {t('total')} ({currency})
              </HeadCell>
            </tr>
          </TableHead>
          <TableBody>
            {rows.map((row) => (
              <EstimateLine key={row.tenant} row={row} name={row.tenant || t('sharedUsage')} />
            ))}
            {others ? (
              <EstimateLine
                row={others}
                name={
                  <Link href={allHref} className="inline-block min-h-6 hover:underline">
                    {t('otherTenants', { count: others.count })}
                  </Link>
                }
              />
            ) : null}
          </TableBody>
          <TableFoot>
            <tr>
              <Cell>{t('total')}</Cell>
              <Cell className="hidden sm:table-cell" colSpan={3} />
              <Cell numeric>{groupDigits(total, 2)}</Cell>
            </tr>
          </TableFoot>
        </Table>
      )}
    </Card>
  )
}

const EstimateLine = ({ row, name }: { row: Omit<EstimateRow, 'tenant'>; name: ReactNode }) => {
  const t = useTranslations('overview')
  const parts = [
    { name: t('fees'), amount: row.fees },
    { name: t('skills'), amount: row.skills },
    { name: t('usage'), amount: row.usage },
  ]
  return (
    <TableRow>
      <Cell>
        <span className="font-medium [overflow-wrap:anywhere]">{name}</span>
        <span className="figures block text-ink-faint text-xs sm:hidden">
          {parts.map((part) => `${part.name} ${groupDigits(part.amount, 2)}`).join(' · ')}
        </span>
      </Cell>
      {parts.map(({ name: part, amount }) => (
        <Cell key={part} numeric className="hidden text-ink-soft sm:table-cell">
          {groupDigits(amount, 2)}
        </Cell>
      ))}
      <Cell numeric className="font-medium">
        {groupDigits(row.total, 2)}
      </Cell>
    </TableRow>
  )
}
