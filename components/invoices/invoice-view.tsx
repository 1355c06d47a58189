import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Badge } from '@/components/ui/badge'
import { DownloadButton } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Money } from '@/components/ui/money'
import { PageHeader } from '@/components/ui/page-header'
import type { InvoiceSnapshot } from '@/lib/core/invoices/snapshot'
import { InvoiceLines } from './invoice-lines'
import { InvoiceParties } from './invoice-parties'
import { InvoiceStatusBadge } from './invoice-status'
import { InvoiceTotals } from './invoice-totals'
import { PaidNote, type PaymentFacts } from './paid-note'

export type InvoiceSheetProps = { readonly snapshot: InvoiceSnapshot }

/** The invoice itself, as issued or as it would be: parties, lines, tax and totals. */
export const InvoiceSheet = ({ snapshot }: InvoiceSheetProps) => (
  <Card>
    <InvoiceParties snapshot={snapshot} />
    <InvoiceLines snapshot={snapshot} />
    <InvoiceTotals snapshot={snapshot} />
  </Card>
)

export type InvoiceViewProps = {
  readonly snapshot: InvoiceSnapshot
  readonly number: string
  readonly payment: PaymentFacts
  readonly pdfHref: string
  readonly back: { readonly href: string; readonly label: string }
  /** Above the sheet: the pay panel, where there is something to pay. */
  readonly pay?: ReactNode
  /** Every payment, for administrators. */
  readonly payments?: ReactNode
  /** Beside the PDF button: what an admin can do with it. */
  readonly actions?: ReactNode
}

/** The page of an issued invoice. */
export const InvoiceView = ({ snapshot, number, payment, pdfHref, back, pay, payments, actions }: InvoiceViewProps) => {
  const t = useTranslations('invoices')
  return (
    <>
      <PageHeader
        back={back}
        title={t('invoiceNumber', { number })}
        badge={<InvoiceStatusBadge status={payment.status} />}
        text={<Money amount={snapshot.total} currency={snapshot.currency} className="text-lg text-ink" />}
        actions={
          <>
            {actions}
            <DownloadButton href={pdfHref} variant="secondary">
              <Download aria-hidden />
              {t('downloadPdf')}
            </DownloadButton>
          </>
        }
      />
      <PaidNote payment={payment} total={snapshot.total} currency={snapshot.currency} />
      {payments}
      {pay}
      <InvoiceSheet snapshot={snapshot} />
    </>
  )
}

/** A preview: plainly a draft, with the same sheet that issuing would freeze. */
export const InvoiceDraft = ({ snapshot }: InvoiceSheetProps) => {
  const t = useTranslations('invoices')
  return (
    <div className="flex flex-col gap-2">
      <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
        <Badge tone="warn">{t('draft')}</Badge>
        <span className="font-medium">{t('draftNotice')}</span>
        <span className="text-ink-soft text-sm">{t('draftText')}</span>
      </p>
      <InvoiceSheet snapshot={snapshot} />
    </div>
  )
}
