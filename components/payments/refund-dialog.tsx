'use client'

import { useState } from 'react'
import { exactWords } from '@/components/funding/amount'
import { FundingDialog } from '@/components/funding/funding-dialog'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { readFields } from '@/components/ui/form-fields'
import { Input } from '@/components/ui/input'
import type { Action } from '@/lib/contracts/action-result'
import type { PurchaseItem, RefundItem } from '@/lib/contracts/payments'
import { refundSaid } from './refund-said'

const names = ['refundId', 'amount', 'reason'] as const
export type RefundFields = Record<(typeof names)[number] | 'purchase', string>
export type RefundDialogProps = {
  readonly purchase: Pick<PurchaseItem, 'purchase' | 'name' | 'currency' | 'refundable'>
  /** Answers the refund as it stands. */
  readonly refund: Action<RefundFields, { readonly refund: RefundItem }>
}

const makeRequestId = (): string => {
  const bytes = [...crypto.getRandomValues(new Uint8Array(16))]
  return `ref_${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`
}

/** The id of this request: made when the dialog opens, so that whatever is pressed twice in it is one refund. */
const RequestId = () => {
  const [id] = useState(makeRequestId)
  return <input type="hidden" name="refundId" value={id} />
}

/** Sends money of a purchase back; asks for a yes, and says what became of its credit. */
export const RefundDialog = ({ purchase: { purchase, name, currency, refundable }, refund }: RefundDialogProps) => (
  <FundingDialog
    trigger="Refund"
    about={`Refund ${name}, ${exactWords(refundable, currency)} left`}
    title="Refund a payment"
    text={`${name}: ${exactWords(refundable, currency)} of what was paid can be refunded.`}
    action={refund}
    read={(form) => ({ ...readFields(form, names), purchase })}
    submit="Refund"
    done="Refunded"
    remark={({ refund: made }) => refundSaid(made, currency)}
  >
    {(error) => (
      <>
        <RequestId />
        <Field
          label={`Amount (${currency})`}
          hint="Unused credit of this purchase goes with the money. What was spent stays spent."
          error={error('amount')}
        >
          {(control) => (
            <Input {...control} name="amount" inputMode="decimal" required maxLength={25} defaultValue={refundable} />
          )}
        </Field>
        <Field label="Reason" hint="Kept with the refund and in the audit log." error={error('reason')}>
          {(control) => <Input {...control} name="reason" required maxLength={500} />}
        </Field>
        <Checkbox
          required
          label="Send the money back to the payer"
          hint="This cannot be undone. Work is halted where nothing else is left to pay with."
        />
      </>
    )}
  </FundingDialog>
)
