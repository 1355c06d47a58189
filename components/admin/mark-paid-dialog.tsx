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
  /** The day the money arrived, `YYYY-MM-DD`. */
  readonly paidOn: string
  /** What the bank statement says. */
  readonly reference: string
}

export type MarkPaidProps = {
  readonly org: string
  readonly invoiceId: string
  readonly number: string
  readonly orgName: string
  readonly total: string
  readonly currency: string
  readonly today: string
  readonly markPaid: Action<MarkPaidInput>
}

/** Records that an invoice was paid outside the portal: the day and the reference. */
export const MarkPaidDialog = (props: MarkPaidProps) => {
  const { org, invoiceId, number, orgName, total, currency, today, markPaid } = props
  const router = useRouter()
  const [open, setOpen] = useState(false)
  const done = () => {
    setOpen(false)
    router.refresh()
  }
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant="ghost" size="small" aria-label={`Mark invoice ${number} paid`}>
          Mark paid
        </Button>
      </DialogTrigger>
      <DialogContent title={`Mark invoice ${number} paid`} text={`${orgName}, ${formatMoney(total, currency)}`}>
        <ActionForm
          action={markPaid}
          read={(form) => ({ org, invoiceId, ...readFields(form, ['paidOn', 'reference']) })}
          submit="Mark paid"
          done={`Invoice ${number} is paid`}
          onDone={done}
        >
          {(error) => (
            <>
              <Field label="Paid on" error={error('paidOn')}>
                {(control) => (
                  <Input {...control} type="date" name="paidOn" defaultValue={today} max={today} required />
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
