import { ReceiptText } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Amount } from '@/components/funding/amount'
import { Badge, type BadgeTone } from '@/components/ui/badge'
import { Card, CardHeader } from '@/components/ui/card'
import { DayText } from '@/components/ui/day-text'
import { EmptyState } from '@/components/ui/empty-state'
import { Money } from '@/components/ui/money'
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { type DisputedPayment, PurchaseReturns, type ReturnedMoney } from './purchase-returns'

/** Credit that was bought, or was about to be. Amounts are decimal text. */
export type CreditPurchase = {
  readonly purchaseId: string
  readonly kind: 'pack' | 'topup' | 'recharge'
  readonly name: string
  readonly currency: string
  readonly price: string
  /** Added to the price when it was paid. */
  readonly tax: string
  readonly credit: string
  /** On which it was paid, or begun where it is not. */
  readonly day: string
  readonly status: 'paid' | 'open' | 'declined' | 'ended'
  readonly refundedWhole: boolean
  /** The first one first. */
  readonly refunds: readonly ReturnedMoney[]
  readonly disputes: readonly DisputedPayment[]
}

const tones: Readonly<Record<CreditPurchase['status'], BadgeTone>> = {
  paid: 'good',
  open: 'warn',
  declined: 'bad',
  ended: 'neutral',
}

/** What was bought, newest first. */
export const PurchasesCard = ({ purchases }: { purchases: readonly CreditPurchase[] }) => {
  const t = useTranslations('credits')
  return (
    <Card>
      <CardHeader title={t('bought')} />
      {purchases.length === 0 ? (
        <EmptyState icon={<ReceiptText aria-hidden />} title={t('nothingBought')} text={t('nothingBoughtText')} />
      ) : (
        <Table label={t('bought')}>
          <TableHead>
            <tr>
              <HeadCell>{t('what')}</HeadCell>
              <HeadCell className="hidden sm:table-cell">{t('date')}</HeadCell>
              <HeadCell className="hidden sm:table-cell">{t('status')}</HeadCell>
              <HeadCell numeric className="hidden sm:table-cell">
                {t('credit')}
              </HeadCell>
              <HeadCell numeric>{t('price')}</HeadCell>
            </tr>
          </TableHead>
          <TableBody>
            {purchases.map((purchase) => (
              <PurchaseRow key={purchase.purchaseId} purchase={purchase} />
            ))}
          </TableBody>
        </Table>
      )}
    </Card>
  )
}

const PurchaseRow = ({ purchase }: { purchase: CreditPurchase }) => {
  const t = useTranslations('credits')
  const { kind, name, currency, price, tax, credit, day, status, refundedWhole, refunds, disputes } = purchase
  const standing = (
    <span className="flex flex-wrap gap-1">
      {refundedWhole ? <Badge>{t('refunded')}</Badge> : <Badge tone={tones[status]}>{t(`standing.${status}`)}</Badge>}
      {disputes.some((dispute) => dispute.standing === 'open') ? <Badge tone="bad">{t('disputed')}</Badge> : null}
    </span>
  )
  return (
    <>
      <TableRow className={status === 'ended' ? 'text-ink-soft' : ''}>
        <Cell>
          <span className="font-medium [overflow-wrap:anywhere]">{kind === 'pack' ? name : t(`origin.${kind}`)}</span>
          <span className="mt-0.5 flex flex-wrap items-center gap-x-2 gap-y-1 text-ink-faint text-xs sm:hidden">
            {standing}
            <DayText day={day} />
          </span>
        </Cell>
        <Cell className="hidden text-ink-soft sm:table-cell">
          <DayText day={day} />
        </Cell>
        <Cell className="hidden sm:table-cell">{standing}</Cell>
        <Cell numeric className="hidden text-ink-soft sm:table-cell">
          <Amount amount={credit} asset={currency} />
        </Cell>
        <Cell numeric className="font-medium">
          <Money amount={price} currency={currency} />
          {/[1-9]/.test(tax) ? (
            <span className="block font-normal text-ink-faint text-xs">
              {t.rich('tax', { amount: () => <Money amount={tax} currency={currency} /> })}
            </span>
          ) : null}
        </Cell>
      </TableRow>
      <PurchaseReturns currency={currency} refunds={refunds} disputes={disputes} />
    </>
  )
}
