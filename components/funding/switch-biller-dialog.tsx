'use client'

import { useState } from 'react'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { readFields } from '@/components/ui/form-fields'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { Action } from '@/lib/contracts/action-result'
import { BillerChange } from './biller-change'
import { FundingDialog } from './funding-dialog'
import type { ShownFunding } from './shown-funding'
import { billerWords } from './words'

type Biller = ShownFunding['biller']
const names = ['biller', 'effectiveOn', 'welcomeCredit'] as const
export type SwitchBillerFields = Record<(typeof names)[number], string>
export type SwitchBillerDialogProps = {
  readonly funding: Pick<ShownFunding, 'biller' | 'grants' | 'week' | 'planTitle'>
  /** In which a day begins. */
  readonly zone: string
  readonly change: Action<SwitchBillerFields>
}

const billers = Object.keys(billerWords) as Biller[]

/** Has another biller charge an organization's usage, from now or a day on; says what that means and asks for a yes. */
export const SwitchBillerDialog = ({ funding, zone, change }: SwitchBillerDialogProps) => (
  <FundingDialog
    trigger="Switch biller"
    title="Switch biller"
    text="Usage from then on is charged the new way. What is charged already stays as it is."
    action={change}
    read={(form) => readFields(form, names)}
    submit="Switch biller"
    done="Biller switched"
  >
    {(error) => <Fields funding={funding} zone={zone} error={error} />}
  </FundingDialog>
)

type FieldsProps = Omit<SwitchBillerDialogProps, 'change'> & { readonly error: (field: string) => string | undefined }

const Fields = ({ funding, zone, error }: FieldsProps) => {
  const first = billers.find((each) => each !== funding.biller) ?? funding.biller
  const [chosen, setChosen] = useState<Biller>(first)
  return (
    <>
      <Field label="Biller" error={error('biller')}>
        {(control) => (
          <Select
            {...control}
            name="biller"
            defaultValue={first}
            onChange={({ target }) => setChosen(billers.find((each) => each === target.value) ?? first)}
          >
            {billers.map((each) => (
              <option key={each} value={each}>
                {billerWords[each]}
                {each === funding.biller ? ' (now)' : ''}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          label="From the day on"
          optional
          hint={`It begins in ${zone}. From now on if left empty.`}
          error={error('effectiveOn') ?? error('effectiveAt')}
        >
          {(control) => <Input {...control} type="date" name="effectiveOn" />}
        </Field>
        <Field
          label="Welcome credit"
          optional
          hint="Instead of the usual one; 0 is none."
          error={error('welcomeCredit')}
        >
          {(control) => <Input {...control} name="welcomeCredit" inputMode="decimal" maxLength={25} />}
        </Field>
      </div>
      <BillerChange biller={chosen} funding={funding} />
      <Checkbox
        required
        label="Charge this organization differently"
        hint="Work may be refused or halted where the new biller has no funds."
      />
    </>
  )
}
