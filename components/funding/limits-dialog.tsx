'use client'

import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { readFields } from '@/components/ui/form-fields'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { Action } from '@/lib/contracts/action-result'
import type { FundingAnswer } from '@/lib/contracts/funding'
import { FundingDialog } from './funding-dialog'
import { tierWords } from './words'

type Settings = FundingAnswer['settings']
const names = ['spendCap', 'tier', 'concurrency', 'maxDiskMb', 'pagesPerUnit', 'bytesPerUnit', 'minimumUnits'] as const
const flags = ['freeCredit', 'subscribed'] as const
export type LimitsFields = Record<(typeof names)[number], string> & Record<(typeof flags)[number], boolean>
export type LimitsDialogProps = {
  readonly currency: string
  readonly settings: Settings
  readonly save: Action<LimitsFields>
}

const unitPolicyFields = [
  { name: 'pagesPerUnit', label: 'Pages' },
  { name: 'bytesPerUnit', label: 'Bytes' },
  { name: 'minimumUnits', label: 'Units at least' },
] as const

const tiers = Object.keys(tierWords) as Settings['tier'][]

const read = (form: HTMLFormElement): LimitsFields => {
  const values = new FormData(form)
  return {
    ...readFields(form, names),
    freeCredit: values.has('freeCredit'),
    subscribed: values.has('subscribed'),
  }
}

/** Sets the cap, how much may run at once and how big it may be; asks for a yes, as work may be refused by it. */
export const LimitsDialog = ({ currency, settings, save }: LimitsDialogProps) => (
  <FundingDialog
    trigger="Set cap and limits"
    title="Cap and limits"
    text="The gate holds them at once, also against work under way."
    action={save}
    read={read}
    submit="Save limits"
    done="Cap and limits saved"
  >
    {(error) => (
      <>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field
            label={`Monthly cap (${currency})`}
            optional
            hint="Empty is no cap; 0 blocks everything metered."
            error={error('spendCap')}
          >
            {(control) => (
              <Input {...control} name="spendCap" inputMode="decimal" defaultValue={settings.spendCap ?? ''} />
            )}
          </Field>
          <Field label="Largest disk (MB)" error={error('maxDiskMb')}>
            {(control) => (
              <Input {...control} name="maxDiskMb" inputMode="numeric" required defaultValue={settings.maxDiskMb} />
            )}
          </Field>
          <Field label="Tier" error={error('tier')}>
            {(control) => (
              <Select {...control} name="tier" defaultValue={settings.tier}>
                {tiers.map((tier) => (
                  <option key={tier} value={tier}>
                    {tierWords[tier]}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field label="At once" optional hint="For the tier Custom alone." error={error('concurrency')}>
            {(control) => (
              <Input
                {...control}
                name="concurrency"
                inputMode="numeric"
                defaultValue={settings.tier === 'custom' ? settings.concurrency : ''}
              />
            )}
          </Field>
        </div>
        <UnitPolicyFields policy={settings.unitPolicy} error={error} />
        <Checkbox name="freeCredit" defaultChecked={settings.freeCredit} label="Free credit counts" />
        <Checkbox
          name="subscribed"
          defaultChecked={settings.subscribed}
          label="Subscribed"
          hint="Linked: usage beyond the free units goes onto the bill."
        />
        <Checkbox required label="Hold the organization to these limits from now on" />
      </>
    )}
  </FundingDialog>
)

type UnitPolicyFieldsProps = {
  readonly policy: Settings['unitPolicy']
  readonly error: (field: string) => string | undefined
}

/** How documents are counted (M7). */
const UnitPolicyFields = ({ policy, error }: UnitPolicyFieldsProps) => (
  <fieldset className="grid gap-x-4 gap-y-3 sm:grid-cols-3">
    <legend className="mb-1.5 font-medium text-sm">One document unit</legend>
    {unitPolicyFields.map(({ name, label }) => (
      <Field key={name} label={label} error={error(name)}>
        {(control) => (
          <Input {...control} name={name} inputMode="numeric" required maxLength={15} defaultValue={policy[name]} />
        )}
      </Field>
    ))}
  </fieldset>
)
