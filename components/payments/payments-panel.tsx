'use client'

import { CreditCard } from 'lucide-react'
import { Card, CardHeader } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { HeadCell, Table, TableBody, TableHead } from '@/components/ui/table'
import { useFirstOf } from '@/components/ui/use-first-of'
import type { PurchaseItem } from '@/lib/contracts/payments'
import { PurchaseRow } from './purchase-row'
import type { RefundDialogProps } from './refund-dialog'

const mostAtFirst = 10

export type PaymentsPanelProps = {
  /** Newest first. */
  readonly purchases: readonly PurchaseItem[]
  readonly zone: string
  readonly refund: RefundDialogProps['refund']
}

/** What an organization paid for credit, and what of it went back. */
export const PaymentsPanel = ({ purchases, zone, refund }: PaymentsPanelProps) => {
  const { shown, more } = useFirstOf(purchases, mostAtFirst)
  return (
    <Card>
      <CardHeader
        title="Payments"
        text={`Credit that was bought, and what of it was refunded or is disputed. Times in ${zone}.`}
      />
      {purchases.length === 0 ? (
        <EmptyState
          icon={<CreditCard aria-hidden />}
          title="No payments"
          text="Packs, custom amounts and recharges appear here."
        />
      ) : (
        <Table label="Payments, the newest first">
          <TableHead>
            <tr>
              <HeadCell>What</HeadCell>
              <HeadCell className="hidden sm:table-cell">Date</HeadCell>
              <HeadCell className="hidden lg:table-cell">By</HeadCell>
              <HeadCell numeric>Price</HeadCell>
              <HeadCell className="hidden sm:table-cell">
                <span className="sr-only">What can be done</span>
              </HeadCell>
            </tr>
          </TableHead>
          <TableBody>
            {shown.map((purchase) => (
              <PurchaseRow key={purchase.purchase} purchase={purchase} zone={zone} refund={refund} />
            ))}
          </TableBody>
        </Table>
      )}
      {more}
    </Card>
  )
}
