import { CircleCheck } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { InvoiceItem } from '@/components/invoices/invoice-item'
import { InvoiceTable } from '@/components/invoices/invoice-table'
import { LinkButton } from '@/components/ui/button'
import { Card, CardHeader } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'

export type OpenInvoicesProps = { readonly items: readonly InvoiceItem[]; readonly href: string }

/** What is still to be paid, and the way to all invoices. */
export const OpenInvoices = ({ items, href }: OpenInvoicesProps) => {
  const t = useTranslations('overview')
  return (
    <Card>
      <CardHeader
        title={t('openInvoices')}
        actions={
          <LinkButton href={href} variant="ghost" size="small">
            {t('allInvoices')}
          </LinkButton>
        }
      />
      {items.length > 0 ? (
        <InvoiceTable items={items} />
      ) : (
        <EmptyState icon={<CircleCheck aria-hidden />} title={t('noOpen')} text={t('noOpenText')} />
      )}
    </Card>
  )
}
