import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'

export type FilterSelectProps = {
  readonly label: string
  readonly name: string
  readonly value: string
  readonly choices: readonly { readonly value: string; readonly label: string }[]
}

/** One choice of a filter form; its first entry is expected to mean all. */
export const FilterSelect = ({ label, name, value, choices }: FilterSelectProps) => (
  <Field label={label} className="w-full sm:w-48">
    {(control) => (
      <Select {...control} name={name} defaultValue={value}>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </Select>
    )}
  </Field>
)
