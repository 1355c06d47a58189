'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { ActionForm } from '@/components/ui/action-form'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { readFields } from '@/components/ui/form-fields'
import { Input } from '@/components/ui/input'
import type { Action } from '@/lib/contracts/action-result'
import { formatMoney } from '@/lib/core/money/format'

export type MarkPaidInput = {
  readonly org: string
  readonly invoiceId: string
  /** What arrived, decimal text. */
  readonly amount: string
  /** The day the money arrived, `YYYY-MM-DD`. */
  readonly paidOn: string
  /** What the bank statement says. */
  readonly reference: string
  readonly kind: 'payment' | 'return'
  /** True where the invoice is paid already, and this is more. */
  readonly beyond: boolean
}

export type MarkPaidProps = {
  readonly org: string
  readonly invoiceId: string
  readonly number: string
  readonly orgName: string
  /** What is still to be paid; of a return, what was paid beyond the total. */
  readonly open: string
  readonly currency: string
  /** The first and the last day on which it can have arrived: the day of issue, and today where the seller is. */
  readonly issuedOn: string
  readonly today: string
  readonly kind?: MarkPaidInput['kind'] | 'more'
  /** At the top of an invoice's page instead of in a row of a table. */
  readonly inHeader?: boolean
  readonly markPaid: Action<MarkPaidInput>
}

const headerButton = { variant: 'secondary' } as const
const rowButton = { variant: 'ghost', size: 'small' } as const

const words = {
  payment: { button: 'Mark paid', title: (number: string) => `Mark invoice ${number} paid`, day: 'Paid on' },
  more: { button: 'Record more', title: (number: string) => `Record more for invoice ${number}`, day: 'Paid on' },
  return: {
    button: 'Record return',
    title: (number: string) => `Record a return of invoice ${number}`,
    day: 'Sent back on',
  },
} as const

/** Records what was paid for an invoice outside the portal, whole or in part, or what of it was sent back. */
export const MarkPaidDialog = (props: MarkPaidProps) => {
  const { org, invoiceId, number, orgName, open: amount, currency, issuedOn, today, kind = 'payment', markPaid } = props
  const { button, title, day } = words[kind]
  const sent = { kind: kind === 'return' ? kind : 'payment', beyond: kind === 'more' } as const
  const router = useRouter()
  const [open, setOpen] = useState(false)
  const done = () => {
    setOpen(false)
    router.refresh()
  }
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button {...(props.inHeader ? headerButton : rowButton)} aria-label={title(number)}>
          {button}
        </Button>
      </DialogTrigger>
      <DialogContent
        title={title(number)}
        text={
          kind === 'more'
            ? orgName
            : `${orgName}, ${formatMoney(amount, currency)} ${kind === 'return' ? 'beyond the total' : 'open'}`
        }
      >
        <ActionForm
          action={markPaid}
          read={(form) => ({ org, invoiceId, ...sent, ...readFields(form, ['amount', 'paidOn', 'reference']) })}
          submit={button}
          done={`Recorded for invoice ${number}`}
          onDone={done}
        >
          {(error) => (
            <>
              <Field
                label={`Amount in ${currency}`}
                hint={
                  kind === 'payment' ? 'A part leaves the rest open; more becomes the customer’s credit.' : undefined
                }
                error={error('amount')}
              >
                {(control) => (
                  <Input
                    {...control}
                    name="amount"
                    inputMode="decimal"
                    defaultValue={kind === 'more' ? '' : amount}
                    required
                    autoComplete="off"
                  />
                )}
              </Field>
              <Field label={day} error={error('paidOn')}>
                {(control) => (
                  <Input
                    {...control}
                    type="date"
                    name="paidOn"
                    defaultValue={today}
                    min={issuedOn}
                    max={today}
                    required
                  />
                )}
              </Field>
              <Field label="Reference" hint="As on the bank statement." error={error('reference')}>
                {(control) => <Input {...control} name="reference" maxLength={140} required />}
              </Field>
            </>
          )}
        </ActionForm>
      </DialogContent>
    </Dialog>
  )
}
