import { useLocale, useTranslations } from 'next-intl'
import { Alert } from '@/components/ui/alert'
import { dayWords } from '@/components/ui/calendar-words'
import { formatMoney } from '@/lib/core/money/format'
import type { InvoiceStatus } from './invoice-status'

/** How an invoice stands and, when paid, how it was. */
export type PaymentFacts = {
  readonly status: InvoiceStatus
  /** `YYYY-MM-DD`. */
  readonly paidOn?: string
  readonly via?: 'card' | 'bank'
  readonly card?: { readonly brand: string; readonly last4: string }
  /** What the bank statement or an admin gave as reference. */
  readonly reference?: string
  /** What of it went back, or is disputed. */
  readonly returns?: readonly PaymentReturn[]
}

export type PaymentReturn = {
  readonly returnId: string
  readonly amount: string
  readonly currency: string
  /** `YYYY-MM-DD`. */
  readonly on: string
  readonly state: 'refunded' | 'refund_failed' | 'asked' | 'open' | 'won' | 'lost'
}

const returnWords = {
  refunded: 'wentBack',
  refund_failed: 'refundFailed',
  asked: 'disputeAsked',
  open: 'disputeOpen',
  won: 'disputeWon',
  lost: 'disputeLost',
} as const

const paidVia = { card: 'paidViaCard', bank: 'paidViaBank' } as const

/** When and how an invoice was paid; nothing while it is not. */
export const PaidNote = ({ payment }: { payment: PaymentFacts }) => {
  const t = useTranslations('invoices')
  const locale = useLocale()
  if (payment.status !== 'paid' || !payment.paidOn) return null
  const how = payment.card ? ` ${t('paidByCard', payment.card)}` : payment.via ? ` ${t(paidVia[payment.via])}` : ''
  return (
    <>
      <Alert tone="good" title={`${t('paidOn', { date: dayWords(payment.paidOn, locale) })}${how}`}>
        {payment.reference ? t('paidReference', { reference: payment.reference }) : null}
      </Alert>
      {payment.returns?.map(({ returnId, amount, currency, on, state }) => (
        <Alert
          key={returnId}
          tone={state === 'open' || state === 'lost' ? 'bad' : 'info'}
          title={t(returnWords[state], { amount: formatMoney(amount, currency), date: dayWords(on, locale) })}
        />
      ))}
    </>
  )
}
