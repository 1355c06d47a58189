'use client'

import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { readFields } from '@/components/ui/form-fields'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { Action } from '@/lib/contracts/action-result'
import type { GrantItem } from '@/lib/contracts/funding'
import { exactWords, unitWords } from './amount'
import { FundingDialog } from './funding-dialog'
import { originWords } from './words'

const names = ['amount', 'kind', 'reference', 'note'] as const
export type TakeBackFields = Record<(typeof names)[number] | 'grant', string>
export type TakeBackDialogProps = {
  readonly grant: Pick<GrantItem, 'grant' | 'origin' | 'asset' | 'remaining'>
  /** Answers what was taken, and whether that is all that was asked for. */
  readonly takeBack: Action<TakeBackFields, { readonly taken: string; readonly isAll: boolean }>
}

/** What happened where less was left than was asked for. */
const remarkOf = (taken: string, asset: string) =>
  /[1-9]/.test(taken)
    ? {
        title: `Only ${exactWords(taken, asset)} taken back`,
        text: 'No more was left: the rest is used, held, expired or taken back already.',
      }
    : { title: 'Nothing was left to take back', text: 'It is used, held, expired or taken back already.' }

/** Takes unused credit of a grant away; asks for a yes, and says so where less was left than was asked for. */
export const TakeBackDialog = ({ grant: { grant, origin, asset, remaining }, takeBack }: TakeBackDialogProps) => (
  <FundingDialog
    trigger="Take back"
    about={`Take back ${originWords[origin]} credit, ${exactWords(remaining, asset)}`}
    title="Take credit back"
    text={`${originWords[origin]}: ${exactWords(remaining, asset)} left. What is used stays used.`}
    action={takeBack}
    read={(form) => ({ ...readFields(form, names), grant })}
    submit="Take back"
    done={({ taken }) => `${exactWords(taken, asset)} taken back`}
    remark={({ taken, isAll }) => (isAll ? null : remarkOf(taken, asset))}
  >
    {(error) => (
      <>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={`Amount (${unitWords(asset)})`} error={error('amount')}>
            {(control) => (
              <Input {...control} name="amount" inputMode="decimal" required maxLength={25} defaultValue={remaining} />
            )}
          </Field>
          <Field label="Kind" hint="A refund where money goes back to the payer." error={error('kind')}>
            {(control) => (
              <Select {...control} name="kind">
                <option value="adjustment">Adjustment</option>
                <option value="refund">Refund</option>
              </Select>
            )}
          </Field>
        </div>
        <Field
          label="Reference"
          hint="A ticket or a refund. The same one again takes nothing more."
          error={error('reference')}
        >
          {(control) => <Input {...control} name="reference" required maxLength={200} />}
        </Field>
        <Field label="Note" optional error={error('note')}>
          {(control) => <Input {...control} name="note" maxLength={500} />}
        </Field>
        <Checkbox
          required
          label="Take it from the organization"
          hint="Work is refused and halted where nothing else is left to pay with."
        />
      </>
    )}
  </FundingDialog>
)
