'use client'

import { Field } from '@/components/ui/field'
import { readFields } from '@/components/ui/form-fields'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { Action } from '@/lib/contracts/action-result'
import { FundingDialog } from './funding-dialog'
import { originWords } from './words'

const names = ['amount', 'asset', 'origin', 'expiresOn', 'reference', 'note'] as const
export type GrantCreditFields = Record<(typeof names)[number], string>
export type GrantCreditDialogProps = { readonly currency: string; readonly grant: Action<GrantCreditFields> }

const origins = ['admin', 'free', 'topup', 'pack'] as const

/** Gives an organization credit. The reference makes a second press, or a second person, grant nothing more. */
export const GrantCreditDialog = ({ currency, grant }: GrantCreditDialogProps) => (
  <FundingDialog
    trigger="Grant credit"
    title="Grant credit"
    text="It counts at once, and ends a halt. It can be taken back as long as it is unused."
    action={grant}
    read={(form) => readFields(form, names)}
    submit="Grant credit"
    done="Credit granted"
  >
    {(error) => (
      <>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Amount" error={error('amount')}>
            {(control) => <Input {...control} name="amount" inputMode="decimal" required maxLength={25} />}
          </Field>
          <Field label="In" error={error('asset')}>
            {(control) => (
              <Select {...control} name="asset">
                <option value={currency}>{currency}</option>
                <option value="compute.units">Compute units</option>
                <option value="doc.units">Document units</option>
              </Select>
            )}
          </Field>
          <Field label="Kind" hint="Free credit counts on free credit and linked alone." error={error('origin')}>
            {(control) => (
              <Select {...control} name="origin">
                {origins.map((origin) => (
                  <option key={origin} value={origin}>
                    {originWords[origin]}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field label="Expires on" optional error={error('expiresOn') ?? error('expiresAt')}>
            {(control) => <Input {...control} type="date" name="expiresOn" />}
          </Field>
        </div>
        <Field
          label="Reference"
          hint="A ticket or a payment. The same one again grants nothing more."
          error={error('reference')}
        >
          {(control) => <Input {...control} name="reference" required maxLength={200} />}
        </Field>
        <Field label="Note" optional error={error('note')}>
          {(control) => <Input {...control} name="note" maxLength={500} />}
        </Field>
      </>
    )}
  </FundingDialog>
)
