import { useState } from 'react'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { readFields } from '@/components/ui/form-fields'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { TaxTreatment } from '@/lib/core/invoices/snapshot'
import { taxAreaOf } from '@/lib/core/invoices/tax-area'
import { proposedTreatment } from '@/lib/core/invoices/tax-treatment'

export type TreatmentValues = {
  /** ISO 3166-1 alpha-2. */
  readonly country: string
  readonly vatNumber: string
  readonly treatment: string
  readonly exemption: string
}

export type TreatmentFieldsProps = {
  readonly initial: TreatmentValues
  readonly error: (field: string) => string | undefined
}

const words: Readonly<Record<TaxTreatment, string>> = {
  domestic: 'Switzerland and Liechtenstein: VAT',
  export: 'Export of services: no VAT',
  reverse_charge: 'Reverse charge',
  exempt: 'Exempt',
}

const names = ['country', 'vatNumber', 'treatment', 'exemption'] as const

/**
 * How supplies are taxed: proposes what country and VAT number speak for as they are typed, asks for the article of an
 * exemption, and for a yes to Swiss VAT abroad.
 */
export const TreatmentFields = ({ initial, error }: TreatmentFieldsProps) => {
  const [{ country, vatNumber, treatment }, setValues] = useState(initial)
  const proposed = proposedTreatment(country, vatNumber)
  const watch = (element: HTMLElement | null) => {
    const form = element?.closest('form')
    if (!form) return
    const read = () => setValues(readFields(form, names))
    form.addEventListener('input', read)
    return () => form.removeEventListener('input', read)
  }
  return (
    <div ref={watch} className="flex flex-col gap-4">
      <Field
        label="Tax treatment"
        hint={
          proposed === treatment || treatment === 'exempt' ? undefined : `Usual for this buyer: ${words[proposed]}.`
        }
        error={error('treatment')}
      >
        {(control) => (
          <Select {...control} name="treatment" defaultValue={initial.treatment}>
            {Object.entries(words).map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {treatment === 'exempt' ? (
        <Field
          label="Article of the exemption"
          hint="As invoices print it: Art. 21 Abs. 2 Ziff. 11 MWSTG"
          error={error('exemption')}
        >
          {(control) => (
            <Input {...control} name="exemption" defaultValue={initial.exemption} required maxLength={70} />
          )}
        </Field>
      ) : null}
      {treatment === 'domestic' && taxAreaOf(country) === 'abroad' ? (
        <Checkbox
          name="confirmed"
          value="yes"
          label="Charge Swiss VAT although the buyer is abroad"
          hint="For supplies whose place is in Switzerland."
        />
      ) : null}
    </div>
  )
}
