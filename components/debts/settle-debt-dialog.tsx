'use client'

import { amountWords } from '@/components/funding/amount'
import { FundingDialog } from '@/components/funding/funding-dialog'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { readFields } from '@/components/ui/form-fields'
import { Input } from '@/components/ui/input'
import type { Action } from '@/lib/contracts/action-result'
import type { DebtItem } from './debt-item'

export type SettleDebtInput = {
  readonly org: string
  readonly key: string
  readonly how: 'bill' | 'waive'
  readonly reason: string
}
export type SettleDebt = Action<SettleDebtInput, { readonly outcome: 'billed' | 'waived' }>

const words = {
  bill: {
    verb: 'Bill',
    title: 'Bill this debt',
    done: 'Debt billed',
    yes: 'Put it on the next invoice',
    hint: 'It appears as usage of its own day, or as a correction if that month has been invoiced. You cannot undo this.',
  },
  waive: {
    verb: 'Waive',
    title: 'Waive this debt',
    done: 'Debt waived',
    yes: 'Never charge it',
    hint: 'It is never charged, even if it is reported again. You cannot undo this.',
  },
} as const

type SettleDebtDialogProps = { readonly debt: DebtItem; readonly how: 'bill' | 'waive'; readonly settle: SettleDebt }

/** Bills or waives what is still owed of usage; asks for a reason, and for a yes. */
export const SettleDebtDialog = ({
  debt: { org, orgName, key, toldAs, amount, currency },
  how,
  settle,
}: SettleDebtDialogProps) => {
  const { verb, title, done, yes, hint } = words[how]
  const money = amountWords(amount, currency)
  return (
    <FundingDialog
      trigger={verb}
      about={`${verb} ${money} of ${orgName} (${key})`}
      title={title}
      text={`${money} of ${orgName}, reported as “${toldAs}”. The audit log keeps the reason.`}
      action={settle}
      read={(form) => ({ ...readFields(form, ['reason']), org, key, how })}
      submit={`${verb} ${money}`}
      done={done}
    >
      {(error) => (
        <>
          <Field label="Reason" error={error('reason')}>
            {(control) => <Input {...control} name="reason" required maxLength={500} />}
          </Field>
          <Checkbox required label={yes} hint={hint} />
        </>
      )}
    </FundingDialog>
  )
}
