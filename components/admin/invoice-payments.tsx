'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { ActionForm } from '@/components/ui/action-form'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card, CardHeader } from '@/components/ui/card'
import { DayText } from '@/components/ui/day-text'
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { readFields } from '@/components/ui/form-fields'
import { Link } from '@/components/ui/link'
import { Money } from '@/components/ui/money'
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { Textarea } from '@/components/ui/textarea'
import type { Action } from '@/lib/contracts/action-result'
import type { InvoicePaymentItem } from '@/lib/contracts/invoices'

export type UndoPaymentInput = {
  readonly org: string
  readonly invoiceId: string
  readonly payment: string
  readonly reason: string
}

export type InvoicePaymentsProps = {
  readonly org: string
  readonly invoiceId: string
  readonly payments: readonly InvoicePaymentItem[]
  readonly currency: string
  readonly undo: Action<UndoPaymentInput>
}

const whatOf = ({ via, kind }: InvoicePaymentItem): string => {
  if (kind === 'return') return 'Sent back by bank'
  if (kind === 'applied') return 'Applied to invoice'
  return { card: 'By card', bank: 'By bank', surplus: 'Paid beyond the total of invoice' }[via]
}

/** What was recorded of an invoice's payments, and a way to take back what was recorded by mistake. */
export const InvoicePayments = ({ org, invoiceId, payments, currency, undo }: InvoicePaymentsProps) => (
  <Card>
    <CardHeader title="Payments" text="Only administrators see this list." />
    <Table label="Payments">
      <TableHead>
        <tr>
          <HeadCell className="hidden sm:table-cell">Day</HeadCell>
          <HeadCell>Payment</HeadCell>
          <HeadCell numeric>Amount</HeadCell>
          <HeadCell>
            <span className="sr-only">Actions</span>
          </HeadCell>
        </tr>
      </TableHead>
      <TableBody>
        {payments.map((payment) => (
          <TableRow key={payment.payment}>
            <Cell className="hidden whitespace-nowrap sm:table-cell">
              <DayText day={payment.on} />
            </Cell>
            <Cell className="[overflow-wrap:anywhere]">
              {whatOf(payment)}{' '}
              {payment.otherInvoice === null ? (
                <span className="text-ink-soft">{payment.reference}</span>
              ) : (
                <Link href={`/o/${org}/invoices/${payment.otherInvoice}`} className="underline">
                  {payment.reference}
                </Link>
              )}
              <span className="block text-ink-faint text-xs sm:hidden">
                <DayText day={payment.on} />
              </span>
              {payment.undone ? (
                <span className="mt-1 flex flex-wrap items-center gap-2 text-ink-soft text-xs">
                  <Badge tone="neutral">Undone</Badge>
                  {payment.undone.reason}
                </span>
              ) : null}
            </Cell>
            <Cell numeric className={payment.undone ? 'line-through' : ''}>
              <Money amount={payment.kind === 'payment' ? payment.amount : `-${payment.amount}`} currency={currency} />
            </Cell>
            <Cell className="py-1.5 text-right">
              {payment.undone || payment.via === 'card' ? null : (
                <UndoDialog
                  about={{ org, invoiceId, payment: payment.payment }}
                  reference={payment.reference}
                  both={payment.otherInvoice !== null}
                  undo={undo}
                />
              )}
            </Cell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  </Card>
)

type UndoDialogProps = {
  readonly about: Omit<UndoPaymentInput, 'reason'>
  readonly reference: string
  /** Whether it is a surplus that was applied, recorded on two invoices. */
  readonly both: boolean
  readonly undo: Action<UndoPaymentInput>
}

const UndoDialog = ({ about, reference, both, undo }: UndoDialogProps) => {
  const router = useRouter()
  const [open, setOpen] = useState(false)
  const done = () => {
    setOpen(false)
    router.refresh()
  }
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant="ghost" size="small" aria-label={`Undo payment ${reference}`}>
          Undo
        </Button>
      </DialogTrigger>
      <DialogContent
        title="Undo payment"
        text={
          both
            ? `It counts for nothing from then on, neither here nor on invoice ${reference}; both stay on record.`
            : 'It counts for nothing from then on; the payment and its reversal both stay on record.'
        }
      >
        <ActionForm
          action={undo}
          read={(form) => ({ ...about, ...readFields(form, ['reason']) })}
          submit="Undo payment"
          done="The payment is undone"
          onDone={done}
        >
          {(error) => (
            <Field label="Reason" error={error('reason')}>
              {(control) => <Textarea {...control} name="reason" rows={3} maxLength={500} required />}
            </Field>
          )}
        </ActionForm>
      </DialogContent>
    </Dialog>
  )
}
