'use client'

import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { readFields } from '@/components/ui/form-fields'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { Action } from '@/lib/contracts/action-result'
import type { FundingAnswer } from '@/lib/contracts/funding'
import { FundingDialog } from './funding-dialog'
import { billerWords } from './words'

type Biller = FundingAnswer['biller']
const names = ['biller', 'effectiveOn', 'welcomeCredit'] as const
export type SwitchBillerFields = Record<(typeof names)[number], string>
export type SwitchBillerDialogProps = { readonly biller: Biller; readonly change: Action<SwitchBillerFields> }

const billers = Object.keys(billerWords) as Biller[]

/** Has another biller charge an organization's usage, from now or a day on; asks for a yes. */
export const SwitchBillerDialog = ({ biller, change }: SwitchBillerDialogProps) => (
  <FundingDialog
    trigger="Switch biller"
    title="Switch biller"
    text="Usage from then on is charged the new way. What is charged already stays as it is."
    action={change}
    read={(form) => readFields(form, names)}
    submit="Switch biller"
    done="Biller switched"
  >
    {(error) => (
      <>
        <Field label="Biller" error={error('biller')}>
          {(control) => (
            <Select {...control} name="biller" defaultValue={billers.find((each) => each !== biller)}>
              {billers.map((each) => (
                <option key={each} value={each}>
                  {billerWords[each]}
                  {each === biller ? ' (now)' : ''}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field
            label="From the day on"
            optional
            hint="From now on if left empty."
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
        <Checkbox
          required
          label="Charge this organization differently"
          hint="Work may be refused or halted where the new biller has no funds."
        />
      </>
    )}
  </FundingDialog>
)
