import { CornerDownRight } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { Alert } from '@/components/ui/alert'
import { dayWords } from '@/components/ui/calendar-words'
import { Card, CardHeader } from '@/components/ui/card'
import { Money } from '@/components/ui/money'
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { formatMoney } from '@/lib/core/money/format'

/** What was charged for a plan or a tier. Days are `YYYY-MM-DD`, amounts decimal text. */
export type PlanCharge = {
  readonly chargeId: string
  readonly title: string
  readonly amount: string
  readonly currency: string
  readonly paidOn: string
  readonly untilOn: string
  /** When what went back of it ended the subscription; null where it did not. */
  readonly endedOn: string | null
  readonly returns: readonly {
    readonly returnId: string
    readonly amount: string
    readonly currency: string
    readonly on: string
    readonly state: 'refunded' | 'refund_pending' | 'refund_failed' | 'asked' | 'open' | 'won' | 'lost'
  }[]
}

/** What is kept on the customer's account where cards are charged. */
export type PlanBalance = {
  readonly amount: string
  readonly currency: string
  readonly side: 'credit' | 'owed'
  readonly used: boolean
}

type ChargesCardProps = {
  readonly charges: readonly PlanCharge[]
  readonly balance: PlanBalance | null
}

/** Older ones are shown only where something of them went back. */
const mostPlain = 12

/** What was charged for subscriptions, what of it went back and what comes of that; nothing where there is neither. */
export const ChargesCard = ({ charges, balance }: ChargesCardProps) => {
  const t = useTranslations('plans.charges')
  const shown = charges.filter(({ returns }, place) => place < mostPlain || returns.length > 0)
  const note = balance ? <BalanceNote {...balance} /> : null
  if (charges.length === 0) return note
  return (
    <>
      {note}
      <Card>
        <CardHeader title={t('title')} text={t('rule')} />
        <Table label={t('title')}>
          <TableHead>
            <tr>
              <HeadCell>{t('what')}</HeadCell>
              <HeadCell className="hidden sm:table-cell">{t('date')}</HeadCell>
              <HeadCell numeric>{t('amount')}</HeadCell>
            </tr>
          </TableHead>
          <TableBody>
            {shown.map((charge) => (
              <ChargeRows key={charge.chargeId} charge={charge} />
            ))}
          </TableBody>
        </Table>
      </Card>
    </>
  )
}

const BalanceNote = ({ amount, currency, side, used }: PlanBalance) => {
  const t = useTranslations('plans.kept')
  return (
    <Alert title={t(side, { amount: formatMoney(amount, currency) })}>
      {t(side === 'owed' ? 'owedText' : used ? 'used' : 'unused')}
    </Alert>
  )
}

const ChargeRows = ({ charge }: { readonly charge: PlanCharge }) => {
  const t = useTranslations('plans.charges')
  const locale = useLocale()
  const day = (on: string): string => dayWords(on, locale)
  const { title, amount, currency, paidOn, untilOn, endedOn, returns } = charge
  return (
    <>
      <TableRow>
        <Cell>
          <span className="block font-medium">{title}</span>
          <span className="block text-ink-soft text-sm">{t('until', { day: day(untilOn) })}</span>
          {endedOn ? <span className="block text-bad text-sm">{t('ended', { day: day(endedOn) })}</span> : null}
        </Cell>
        <Cell className="hidden sm:table-cell">{day(paidOn)}</Cell>
        <Cell numeric>
          <Money amount={amount} currency={currency} />
        </Cell>
      </TableRow>
      {returns.map(({ returnId, amount: of, currency: its, on, state }) => (
        <TableRow key={returnId} className="bg-sunken/50 text-ink-soft">
          <Cell colSpan={3}>
            <span className="flex gap-2">
              <CornerDownRight aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-faint" />
              <span className="min-w-0">{t(`returned.${state}`, { amount: formatMoney(of, its), day: day(on) })}</span>
            </span>
          </Cell>
        </TableRow>
      ))}
    </>
  )
}
