import { useLocale } from 'next-intl'
import { monthWords } from '@/components/ui/calendar-words'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'

export type MonthSelectProps = {
  /** `YYYY-MM`, newest first. */
  readonly months: readonly string[]
  readonly month: string
  /** Adds a first entry that means every month. */
  readonly all?: boolean
}

/** A month by name, as the control `month` of a form. */
export const MonthSelect = ({ months, month, all = false }: MonthSelectProps) => {
  const locale = useLocale()
  return (
    <Field label="Month" className="w-full sm:w-48">
      {(control) => (
        <Select {...control} name="month" defaultValue={month}>
          {all ? <option value="">Every month</option> : null}
          {months.map((each) => (
            <option key={each} value={each}>
              {monthWords(each, locale)}
            </option>
          ))}
        </Select>
      )}
    </Field>
  )
}
