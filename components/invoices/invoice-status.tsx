import { useTranslations } from 'next-intl'
import { Badge, type BadgeTone } from '@/components/ui/badge'

/** How an issued invoice stands; `overdue` is open past its due day. */
export type InvoiceStatus = 'open' | 'overdue' | 'paid'

/** Settled is green, late is red, and waiting is the calm accent. */
const tones: Readonly<Record<InvoiceStatus, BadgeTone>> = {
  open: 'accent',
  overdue: 'bad',
  paid: 'good',
}

/** The status of an invoice as a word on its colour, and that the saved card was not charged. */
export const InvoiceStatusBadge = ({ status, declined }: { status: InvoiceStatus; declined?: boolean | undefined }) => {
  const t = useTranslations('invoices')
  return (
    <span className="inline-flex flex-wrap gap-1">
      <Badge tone={tones[status]} dot>
        {t(status)}
      </Badge>
      {declined ? <Badge tone="bad">{t('cardDeclined')}</Badge> : null}
    </span>
  )
}
