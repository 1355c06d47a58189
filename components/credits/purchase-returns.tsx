import { CornerDownRight } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { exactWords } from '@/components/funding/amount'
import { dayWords } from '@/components/ui/calendar-words'
import { Cell, TableRow } from '@/components/ui/table'

/** Money of a purchase that went back to the payer, or is about to. Amounts are decimal text. */
export type ReturnedMoney = {
  readonly refundId: string
  readonly amount: string
  /** On which it was refunded, or asked for where it is not there yet. */
  readonly day: string
  readonly made: boolean
  /** Unused credit that went with it; null as long as that is not known. */
  readonly taken: string | null
}

/** A payment that the holder of its card does not accept. */
export type DisputedPayment = {
  readonly disputeId: string
  /** `asked` is a question of the bank that may become a dispute. */
  readonly standing: 'asked' | 'open' | 'won' | 'lost'
  readonly day: string
  /** Credit that is or was frozen, null as long as that is not known; and what of it came back. */
  readonly taken: string | null
  readonly returned: string
}

export type PurchaseReturnsProps = {
  readonly currency: string
  readonly refunds: readonly ReturnedMoney[]
  readonly disputes: readonly DisputedPayment[]
}

/** What went back of a purchase and what of it is disputed, in rows below it: when, and what became of the credit. */
export const PurchaseReturns = ({ currency, refunds, disputes }: PurchaseReturnsProps) => (
  <>
    {refunds.map((refund) => (
      <RefundedRow key={refund.refundId} refund={refund} currency={currency} />
    ))}
    {disputes.map((dispute) => (
      <DisputedRow key={dispute.disputeId} dispute={dispute} currency={currency} />
    ))}
  </>
)

/** An amount that no line breaks in two. */
const whole = (amount: string, currency: string): string => exactWords(amount, currency).replaceAll(' ', '\u00a0')
const isSome = (amount: string): boolean => /[1-9]/.test(amount)

const RefundedRow = ({ refund, currency }: { refund: ReturnedMoney; currency: string }) => {
  const t = useTranslations('credits.returns')
  const { amount, day, made, taken } = refund
  const values = { amount: whole(amount, currency), day: dayWords(day, useLocale()) }
  const credit = taken === null ? '' : isSome(taken) ? t('taken', { amount: whole(taken, currency) }) : t('noneTaken')
  return <ReturnRow title={made ? t('made', values) : t('coming', values)} text={credit} />
}

const DisputedRow = ({ dispute, currency }: { dispute: DisputedPayment; currency: string }) => {
  const t = useTranslations('credits.dispute')
  const { standing, day, taken, returned } = dispute
  const amount = standing === 'won' ? returned : taken
  // What is not known yet is not said: credit is frozen a moment after the dispute is heard of.
  const isUnknown = amount === null && standing !== 'asked'
  const some = amount !== null && isSome(amount) ? t(`credit.${standing}`, { amount: whole(amount, currency) }) : null
  const credit = isUnknown ? '' : (some ?? t(`none.${standing}`))
  return <ReturnRow title={t(`title.${standing}`, { day: dayWords(day, useLocale()) })} text={credit} />
}

/** Reaches over all columns of the list of purchases. */
const ReturnRow = ({ title, text }: { title: ReactNode; text: string }) => (
  <TableRow className="bg-sunken/50 text-ink-soft">
    <Cell colSpan={5}>
      <span className="flex gap-2">
        <CornerDownRight aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-faint" />
        <span className="min-w-0">
          {title} {text}
        </span>
      </span>
    </Cell>
  </TableRow>
)
