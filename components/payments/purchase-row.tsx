import { CornerDownRight } from 'lucide-react'
import { Amount } from '@/components/funding/amount'
import { Badge } from '@/components/ui/badge'
import { DateTime } from '@/components/ui/date-time'
import { Money } from '@/components/ui/money'
import { Cell, TableRow } from '@/components/ui/table'
import type { PurchaseItem, RefundItem } from '@/lib/contracts/payments'
import { DisputeRow } from './dispute-row'
import { RefundDialog, type RefundDialogProps } from './refund-dialog'
import { creditWords } from './refund-said'
import { failureWords, purchaseKinds, purchaseStates, refundStates } from './words'

const isSome = (amount: string): boolean => /[1-9]/.test(amount)

/** Stripe refunds nothing of a payment that the bank took, or may take. */
const mayRefund = ({ refundable, disputes }: PurchaseItem): boolean =>
  isSome(refundable) && !disputes.some(({ standing }) => standing === 'open' || standing === 'lost')

type RowProps = { readonly purchase: PurchaseItem; readonly zone: string; readonly refund: RefundDialogProps['refund'] }

/** A purchase, and below it what of it went back. */
export const PurchaseRow = ({ purchase, zone, refund }: RowProps) => {
  const { name, kind, status, failure, currency, price, tax, credit, begunBy, begunAt, paidAt, disputes } = purchase
  const { words, tone } = purchaseStates[status]
  const disputed = disputes.some(({ standing }) => standing === 'open')
  const action = mayRefund(purchase) ? <RefundDialog purchase={purchase} refund={refund} /> : null
  return (
    <>
      <TableRow className={status === 'paid' ? '' : 'text-ink-soft'}>
        <Cell>
          <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <span className="font-medium [overflow-wrap:anywhere]">{name}</span>
            <Badge tone={tone}>{words}</Badge>
            {disputed ? <Badge tone="bad">Disputed</Badge> : null}
          </span>
          <span className="block text-ink-faint text-xs">
            {purchaseKinds[kind] === name ? '' : `${purchaseKinds[kind]}, `}
            <Amount amount={credit} asset={currency} /> of credit
            {failure ? `, ${failureWords(failure)}` : ''}
          </span>
          <span className="block text-ink-faint text-xs sm:hidden">
            <DateTime at={paidAt ?? begunAt} zone={zone} />
          </span>
          <span className="block text-ink-faint text-xs lg:hidden">by {begunBy}</span>
          {action ? <span className="mt-2 block sm:hidden">{action}</span> : null}
        </Cell>
        <Cell className="hidden sm:table-cell">
          <DateTime at={paidAt ?? begunAt} zone={zone} />
        </Cell>
        <Cell className="hidden text-ink-soft lg:table-cell">{begunBy}</Cell>
        <Cell numeric className="font-medium">
          <Money amount={price} currency={currency} />
          {isSome(tax) ? (
            <span className="block font-normal text-ink-faint text-xs">
              + <Money amount={tax} currency={currency} /> tax
            </span>
          ) : null}
        </Cell>
        <Cell className="hidden text-right sm:table-cell">{action}</Cell>
      </TableRow>
      {purchase.refunds.map((made) => (
        <RefundRow key={made.refund} refund={made} currency={currency} zone={zone} />
      ))}
      {disputes.map((dispute) => (
        <DisputeRow key={dispute.dispute} dispute={dispute} currency={currency} zone={zone} />
      ))}
    </>
  )
}

const RefundRow = ({ refund, currency, zone }: { refund: RefundItem; currency: string; zone: string }) => {
  const { amount, status, failure, taken, reason, requestedAt, requestedBy } = refund
  const { words, tone } = refundStates[status]
  return (
    <TableRow className="bg-sunken/50 text-ink-soft">
      <Cell>
        <span className="flex gap-2">
          <CornerDownRight aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-faint" />
          <span className="min-w-0">
            <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <span>Refund</span>
              <Badge tone={tone}>{words}</Badge>
            </span>
            <span className="block text-xs [overflow-wrap:anywhere]">{reason}</span>
            {status === 'failed' || taken === null ? null : (
              <span className="block text-ink-faint text-xs">{creditWords(refund, currency)}</span>
            )}
            {failure ? (
              <span className="block text-ink-faint text-xs">Stripe says: {failureWords(failure)}</span>
            ) : null}
            <span className="block text-ink-faint text-xs sm:hidden">
              <DateTime at={requestedAt} zone={zone} />
            </span>
            <span className="block text-ink-faint text-xs lg:hidden">by {requestedBy}</span>
          </span>
        </span>
      </Cell>
      <Cell className="hidden sm:table-cell">
        <DateTime at={requestedAt} zone={zone} />
      </Cell>
      <Cell className="hidden lg:table-cell">{requestedBy}</Cell>
      <Cell numeric>
        <Money amount={`-${amount}`} currency={currency} className={status === 'failed' ? 'line-through' : ''} />
      </Cell>
      <Cell className="hidden sm:table-cell" />
    </TableRow>
  )
}
