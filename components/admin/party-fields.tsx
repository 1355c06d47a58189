import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'

/** A party as a form edits it; the same names as on the invoice. */
export type PartyFieldValues = {
  readonly name: string
  readonly street: string
  readonly buildingNumber: string
  readonly postalCode: string
  readonly town: string
  /** ISO 3166-1 alpha-2. */
  readonly country: string
  readonly vatNumber: string
  readonly email: string
}

export const partyFieldNames = [
  'name',
  'street',
  'buildingNumber',
  'postalCode',
  'town',
  'country',
  'vatNumber',
  'email',
] as const

export type PartyFieldsProps = {
  readonly initial: PartyFieldValues
  readonly error: (field: string) => string | undefined
}

/** Legal name, structured address, VAT number and e-mail, as invoices and the QR-bill want them. */
export const PartyFields = ({ initial, error }: PartyFieldsProps) => (
  <div className="grid grid-cols-6 gap-x-3 gap-y-4">
    <Field label="Legal name" error={error('name')} className="col-span-6">
      {(control) => (
        <Input
          {...control}
          name="name"
          defaultValue={initial.name}
          required
          maxLength={70}
          autoComplete="organization"
        />
      )}
    </Field>
    <Field label="Street" error={error('street')} className="col-span-4 sm:col-span-5">
      {(control) => <Input {...control} name="street" defaultValue={initial.street} maxLength={70} />}
    </Field>
    <Field label="Number" error={error('buildingNumber')} className="col-span-2 sm:col-span-1">
      {(control) => <Input {...control} name="buildingNumber" defaultValue={initial.buildingNumber} maxLength={16} />}
    </Field>
    <Field label="Postal code" error={error('postalCode')} className="col-span-2">
      {(control) => <Input {...control} name="postalCode" defaultValue={initial.postalCode} maxLength={16} />}
    </Field>
    <Field label="Town" error={error('town')} className="col-span-4 sm:col-span-3">
      {(control) => <Input {...control} name="town" defaultValue={initial.town} maxLength={35} />}
    </Field>
    <Field label="Country" error={error('country')} className="col-span-6 sm:col-span-1">
      {(control) => (
        <Input
          {...control}
          name="country"
          defaultValue={initial.country}
          required
          maxLength={2}
          pattern="[A-Z]{2}"
          title="Two capital letters, for example CH"
          autoComplete="country"
        />
      )}
    </Field>
    <Field
      label="VAT number"
      optional
      hint="As printed: CHE-123.456.788 MWST"
      error={error('vatNumber')}
      className="col-span-6 sm:col-span-3"
    >
      {(control) => <Input {...control} name="vatNumber" defaultValue={initial.vatNumber} maxLength={30} />}
    </Field>
    <Field label="Billing e-mail" error={error('email')} className="col-span-6 sm:col-span-3">
      {(control) => <Input {...control} type="email" name="email" defaultValue={initial.email} maxLength={254} />}
    </Field>
  </div>
)
