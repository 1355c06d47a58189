import { useLocale, useTranslations } from 'next-intl'
import { Alert } from '@/components/ui/alert'
import { dayWords } from '@/components/ui/calendar-words'
import type { explainedChargeFailure } from '@/lib/core/invoices/card-charge'
import { formatMoney } from '@/lib/core/money/format'

/** The charge of a saved card that is made when an invoice is issued. */
export type CardChargeFacts = {
  readonly state: 'under_way' | 'paid' | 'failed'
  /** Decimal text; null before it is fixed. */
  readonly amount: string | null
  readonly last4: string
  /** `YYYY-MM-DD`; null while it is under way. */
  readonly on: string | null
  readonly failure: ReturnType<typeof explainedChargeFailure>
}

/** Whether the saved card is being charged, was charged, or why it was not. */
export const CardChargeNote = ({ charge, currency }: { charge: CardChargeFacts; currency: string }) => {
  const t = useTranslations('invoices.charge')
  const locale = useLocale()
  const { state, last4, failure } = charge
  const said = {
    amount: charge.amount === null ? '' : formatMoney(charge.amount, currency),
    last4,
    date: charge.on === null ? '' : dayWords(charge.on, locale),
  }
  if (state === 'under_way') return <Alert title={t('underWay')}>{t('underWayText')}</Alert>
  if (state === 'paid') return <Alert tone="good" title={t('charged', said)} />
  const title = last4 === '' || failure === 'no_card' ? 'notCharged' : isByBank(failure) ? 'declined' : 'failed'
  return (
    <Alert tone="bad" title={t(title, said)}>
      {t(`failure.${failure}`)} {t('payHere')}
    </Alert>
  )
}

/** Whether it was the bank that declined. */
const isByBank = (failure: CardChargeFacts['failure']): boolean =>
  !['not_charged', 'provider_refused', 'not_chargeable'].includes(failure)
