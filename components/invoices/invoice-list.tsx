import { ReceiptText } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Alert } from '@/components/ui/alert'
import { LinkButton } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { Pagination, type PaginationProps } from '@/components/ui/pagination'
import { formatMoney } from '@/lib/core/money/format'
import { InvoiceFilter, type InvoiceFilterValue } from './invoice-filter'
import type { InvoiceItem } from './invoice-item'
import { InvoiceTable } from './invoice-table'

export type InvoiceListProps = {
  /** The page's own address without parameters: `/o/acme/invoices`. */
  readonly base: string
  readonly filter: InvoiceFilterValue
  /** Already filtered. */
  readonly items: readonly InvoiceItem[]
  readonly pages?: PaginationProps
  /** Whom the next invoice names, and where it is sent. */
  readonly billedTo?: { readonly name: string; readonly email: string }
  /** What was billed too much and comes off later invoices: decimal text, before VAT; absent if there is none. */
  readonly openCredit?: { readonly amount: string; readonly currency: string }
}

/** The customer's invoices: filter, rows, and words where there is nothing. */
export const InvoiceList = ({ base, filter, items, pages, billedTo, openCredit }: InvoiceListProps) => {
  const t = useTranslations('invoices')
  return (
    <>
      <PageHeader
        title={t('title')}
        text={
          <>
            {t('subtitle')}
            {billedTo?.name ? (
              <span className="block text-sm">{t(billedTo.email ? 'billedToAt' : 'billedTo', billedTo)}</span>
            ) : null}
          </>
        }
      />
      {openCredit ? (
        <Alert
          title={t('openCredit', { amount: formatMoney(openCredit.amount, openCredit.currency) })}
          className="mb-5"
        >
          {t('openCreditText')}
        </Alert>
      ) : null}
      <div className="flex flex-col gap-2">
        <InvoiceFilter current={filter} base={base} />
        <Card>
          {items.length > 0 ? <InvoiceTable items={items} /> : <NoInvoices base={base} filter={filter} />}
          {pages ? <Pagination {...pages} /> : null}
        </Card>
      </div>
    </>
  )
}

const NoInvoices = ({ base, filter }: { base: string; filter: InvoiceFilterValue }) => {
  const t = useTranslations('invoices')
  if (filter === 'all')
    return <EmptyState icon={<ReceiptText aria-hidden />} title={t('noneTitle')} text={t('noneText')} />
  return (
    <EmptyState
      icon={<ReceiptText aria-hidden />}
      title={t('noneInFilterTitle')}
      text={t('noneInFilterText')}
      action={
        <LinkButton href={base} variant="secondary" size="small">
          {t('showAll')}
        </LinkButton>
      }
    />
  )
}
