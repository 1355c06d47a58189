'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { ActionForm } from '@/components/ui/action-form'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { readFields } from '@/components/ui/form-fields'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { Action } from '@/lib/contracts/action-result'
import { formatMoney } from '@/lib/core/money/format'

export type ApplySurplusInput = {
  readonly org: string
  readonly invoiceId: string
  /** The open invoice. */
  readonly to: string
  /** Decimal text. */
  readonly amount: string
}

export type ApplySurplusDialogProps = {
  readonly org: string
  readonly invoiceId: string
  readonly number: string
  /** What was paid beyond the total, decimal text. */
  readonly credit: string
  readonly currency: string
  /** Open invoices of the organization in this currency, the one due first at the top. */
  readonly openInvoices: readonly {
    readonly invoiceId: string
    readonly number: string
    readonly open: string
    /** What of the surplus can be applied to it. */
    readonly most: string
  }[]
  readonly apply: Action<ApplySurplusInput>
}

/** Applies what was paid beyond the total of an invoice to another open one. */
export const ApplySurplusDialog = (props: ApplySurplusDialogProps) => {
  const { org, invoiceId, number, credit, currency, openInvoices, apply } = props
  const router = useRouter()
  const [open, setOpen] = useState(false)
  const [to, setTo] = useState(openInvoices[0]?.invoiceId ?? '')
  const chosen = openInvoices.find((each) => each.invoiceId === to)
  const title = `Apply the surplus of invoice ${number}`
  const done = () => {
    setOpen(false)
    router.refresh()
  }
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant="secondary" aria-label={title}>
          Apply to another invoice
        </Button>
      </DialogTrigger>
      <DialogContent title={title} text={`${formatMoney(credit, currency)} was paid beyond its total.`}>
        <ActionForm
          action={apply}
          read={(form) => ({ org, invoiceId, ...readFields(form, ['to', 'amount']) })}
          submit="Apply to this invoice"
          done={`Applied to invoice ${chosen?.number ?? ''}`}
          onDone={done}
        >
          {(error) => (
            <>
              <Field label="Open invoice" error={error('to') ?? error('invoice')}>
                {(control) => (
                  <Select {...control} name="to" value={to} onChange={({ target }) => setTo(target.value)}>
                    {openInvoices.map((each) => (
                      <option key={each.invoiceId} value={each.invoiceId}>
                        {each.number}, {formatMoney(each.open, currency)} open
                      </option>
                    ))}
                  </Select>
                )}
              </Field>
              <Field label={`Amount in ${currency}`} hint="What is left stays the customer’s." error={error('amount')}>
                {(control) => (
                  <Input
                    {...control}
                    key={to}
                    name="amount"
                    inputMode="decimal"
                    defaultValue={chosen?.most ?? ''}
                    required
                    autoComplete="off"
                  />
                )}
              </Field>
            </>
          )}
        </ActionForm>
      </DialogContent>
    </Dialog>
  )
}
