import { useLocale, useTranslations } from 'next-intl'
import { Alert } from '@/components/ui/alert'
import { dayWords } from '@/components/ui/calendar-words'
import { formatMoney } from '@/lib/core/money/format'
import { type CardChargeFacts, CardChargeNote } from './card-charge-note'
import type { InvoiceStatus } from './invoice-status'

/** How an invoice stands and, when paid, how it was. */
export type PaymentFacts = {
  readonly status: InvoiceStatus
  /** `YYYY-MM-DD`. */
  readonly paidOn?: string
  readonly via?: 'card' | 'bank' | 'credit' | 'surplus'
  readonly card?: { readonly brand: string; readonly last4: string }
  /** What the bank statement or an admin gave as reference. */
  readonly reference?: string
  /** Of an invoice that is paid in part or beyond its total: what was received, is open, and is the customer’s. */
  readonly paid?: string
  readonly open?: string
  readonly credit?: string
  /** What of it went back, or is disputed. */
  readonly returns?: readonly PaymentReturn[]
  /** What of it was applied to another invoice, or came from another that was paid beyond its total. */
  readonly surplus?: readonly AppliedSurplus[]
  /** What became of the charge of the saved card. */
  readonly charge?: CardChargeFacts | null
}

export type AppliedSurplus = {
  readonly payment: string
  readonly direction: 'out' | 'in'
  readonly amount: string
  /** `YYYY-MM-DD`. */
  readonly on: string
  /** The other invoice. */
  readonly number: string
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

const paidVia = {
  card: 'paidViaCard',
  bank: 'paidViaBank',
  credit: 'paidViaCredit',
  surplus: 'paidViaSurplus',
} as const

const isSome = (amount: string | undefined): amount is string => amount !== undefined && /[1-9]/.test(amount)

export type PaidNoteProps = {
  readonly payment: PaymentFacts
  /** Decimal text. */
  readonly total: string
  readonly currency: string
}

/** When and how an invoice was paid, what is open if only a part was, and what became of the charge of a saved card. */
export const PaidNote = ({ payment, total, currency }: PaidNoteProps) => {
  const t = useTranslations('invoices')
  const locale = useLocale()
  const money = (amount: string): string => formatMoney(amount, currency)
  const applied = payment.surplus?.map(({ payment: id, direction, amount, on, number }) => (
    <Alert
      key={id}
      title={t(direction === 'in' ? 'surplusFrom' : 'surplusApplied', {
        amount: money(amount),
        date: dayWords(on, locale),
        number,
      })}
    />
  ))
  const returned = payment.returns?.map(({ returnId, amount, currency: of, on, state }) => (
    <Alert
      key={returnId}
      tone={state === 'open' || state === 'lost' ? 'bad' : 'info'}
      title={t(returnWords[state], { amount: formatMoney(amount, of), date: dayWords(on, locale) })}
    />
  ))
  if (payment.status !== 'paid' || !payment.paidOn) {
    const { paid, open } = payment
    return (
      <>
        {payment.charge ? <CardChargeNote charge={payment.charge} currency={currency} /> : null}
        {isSome(paid) && isSome(open) ? (
          <Alert title={t('paidInPart', { paid: money(paid), total: money(total), open: money(open) })} />
        ) : null}
        {applied}
        {returned}
      </>
    )
  }
  const how = payment.card ? ` ${t('paidByCard', payment.card)}` : payment.via ? ` ${t(paidVia[payment.via])}` : ''
  return (
    <>
      <Alert tone="good" title={`${t('paidOn', { date: dayWords(payment.paidOn, locale) })}${how}`}>
        {payment.reference && payment.via !== 'surplus' ? t('paidReference', { reference: payment.reference }) : null}
      </Alert>
      {payment.charge?.state === 'paid' ? <CardChargeNote charge={payment.charge} currency={currency} /> : null}
      {isSome(payment.credit) ? <Alert title={t('paidBeyond', { amount: money(payment.credit) })} /> : null}
      {applied}
      {returned}
    </>
  )
}
