import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { DownloadButton } from '@/components/ui/button'
import { DayText, MonthText } from '@/components/ui/day-text'
import { Link } from '@/components/ui/link'
import { Money } from '@/components/ui/money'
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import type { InvoiceItem } from './invoice-item'
import { InvoiceStatusBadge } from './invoice-status'

export type InvoiceTableProps = { readonly items: readonly InvoiceItem[] }

/** Invoices as rows. On a phone the number, status and total stay; the dates are on the invoice itself. */
export const InvoiceTable = ({ items }: InvoiceTableProps) => {
  const t = useTranslations('invoices')
  return (
    <Table label={t('title')}>
      <TableHead>
        <tr>
          <HeadCell>{t('number')}</HeadCell>
          <HeadCell className="hidden sm:table-cell">{t('month')}</HeadCell>
          <HeadCell className="hidden sm:table-cell">{t('status')}</HeadCell>
          <HeadCell className="hidden md:table-cell">{t('issued')}</HeadCell>
          <HeadCell className="hidden sm:table-cell">{t('due')}</HeadCell>
          <HeadCell numeric>{t('total')}</HeadCell>
          <HeadCell className="hidden sm:table-cell">
            <span className="sr-only">{t('actions')}</span>
          </HeadCell>
        </tr>
      </TableHead>
      <TableBody>
        {items.map((item) => (
          <InvoiceRow key={item.id} item={item} />
        ))}
      </TableBody>
    </Table>
  )
}

const InvoiceRow = ({ item }: { item: InvoiceItem }) => {
  const t = useTranslations('invoices')
  return (
    <TableRow>
      <Cell>
        <Link href={item.href} className="whitespace-nowrap font-medium hover:underline">
          {item.number}
        </Link>
        <span className="mt-0.5 flex flex-wrap items-center gap-x-2 gap-y-1 text-ink-faint text-xs sm:hidden">
          <InvoiceStatusBadge status={item.status} declined={item.declined} />
          <MonthText month={item.month} />
        </span>
      </Cell>
      <Cell className="hidden sm:table-cell">
        <MonthText month={item.month} />
      </Cell>
      <Cell className="hidden sm:table-cell">
        <InvoiceStatusBadge status={item.status} declined={item.declined} />
      </Cell>
      <Cell className="hidden text-ink-soft md:table-cell">
        <DayText day={item.issuedOn} />
      </Cell>
      <Cell className="hidden text-ink-soft sm:table-cell">
        <DayText day={item.dueOn} />
      </Cell>
      <Cell numeric className="font-medium">
        <Money amount={item.total} currency={item.currency} />
      </Cell>
      <Cell className="hidden py-1.5 text-right sm:table-cell">
        <DownloadButton
          href={item.pdfHref}
          variant="ghost"
          size="small"
          aria-label={t('pdfOf', { number: item.number })}
        >
          <Download aria-hidden />
          {t('pdf')}
        </DownloadButton>
      </Cell>
    </TableRow>
  )
}
