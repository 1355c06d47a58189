import { useTranslations } from 'next-intl'
import { classNames } from '@/components/ui/class-names'
import { Link } from '@/components/ui/link'
import type { InvoiceStatus } from './invoice-status'

export type InvoiceFilterValue = 'all' | InvoiceStatus
export const invoiceFilters: readonly InvoiceFilterValue[] = ['all', 'open', 'overdue', 'paid']

/** The status a URL asks for; anything unknown means all. */
export const readInvoiceFilter = (value: string | undefined): InvoiceFilterValue =>
  invoiceFilters.find((filter) => filter === value) ?? 'all'

export type InvoiceFilterProps = { readonly current: InvoiceFilterValue; readonly base: string }

/** Links that narrow a list by status (`?status=open`); they work without script and can be bookmarked. */
export const InvoiceFilter = ({ current, base }: InvoiceFilterProps) => {
  const t = useTranslations('invoices')
  return (
    <nav aria-label={t('filter')} className="-mx-1 flex max-w-full gap-1 overflow-x-auto p-1">
      {invoiceFilters.map((filter) => (
        <Link
          key={filter}
          href={filter === 'all' ? base : `${base}?status=${filter}`}
          aria-current={filter === current ? 'true' : undefined}
          className={classNames(
            'rounded-md px-2.5 py-1 font-medium text-ink-soft text-sm hover:bg-hover hover:text-ink',
            filter === current && 'bg-accent-soft text-accent hover:bg-accent-soft hover:text-accent',
          )}
        >
          {t(filter)}
        </Link>
      ))}
    </nav>
  )
}
