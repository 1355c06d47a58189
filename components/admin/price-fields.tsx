'use client'

import { useState } from 'react'
import { typedChange } from '@/components/pricing/change-words'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { PriceVersion } from './price-version'

type FieldError = (field: string) => string | undefined

/** Name and currency of a new price book. Neither can change afterwards. */
export const BookFields = ({ error }: { error: FieldError }) => (
  <div className="grid items-start gap-x-3 gap-y-4 sm:grid-cols-3">
    <Field
      label="Id"
      hint="Small letters, digits and hyphens. It stays for good."
      error={error('book')}
      className="sm:col-span-2"
    >
      {(control) => (
        <Input
          {...control}
          name="book"
          required
          pattern="[a-z0-9][a-z0-9\-]{0,62}"
          maxLength={63}
          placeholder="standard-chf"
        />
      )}
    </Field>
    <Field label="Currency" error={error('currency')}>
      {(control) => (
        <Select {...control} name="currency">
          <option>CHF</option>
          <option>EUR</option>
          <option>USD</option>
        </Select>
      )}
    </Field>
  </div>
)

type Fees = Pick<PriceVersion, 'monthlyFee' | 'setupFee'>

export type FeeFieldsProps = {
  readonly from: Fees | null
  /** What the newest version charges; null where there is none. */
  readonly published: Fees | null
  readonly startsOn: string
  readonly note: string
  /** Empty while it is still being chosen. */
  readonly currency: string
  readonly error: FieldError
}

type FeeFieldProps = {
  readonly label: string
  readonly name: keyof Fees
  readonly from: Fees | null
  readonly published: Fees | null
  readonly error: FieldError
}

/** One fee, with what it is now and how much it changes. */
const FeeField = ({ label, name, from, published, error }: FeeFieldProps) => {
  const [typed, setTyped] = useState(from?.[name] ?? '')
  return (
    <Field label={label} hint={published ? typedChange(published[name], typed) : null} error={error(name)}>
      {(control) => (
        <Input
          {...control}
          name={name}
          required
          inputMode="decimal"
          pattern="\d+(\.\d{1,2})?"
          title="Such as 49.00"
          defaultValue={from?.[name]}
          onChange={(event) => setTyped(event.target.value)}
          className="figures"
        />
      )}
    </Field>
  )
}

/** Fees per tenant, the first day they hold, and why. */
export const FeeFields = ({ startsOn, note, currency, ...fees }: FeeFieldsProps) => {
  const unit = currency ? ` (${currency})` : ''
  const { error } = fees
  return (
    <div className="grid items-start gap-x-3 gap-y-4 sm:grid-cols-3">
      <FeeField label={`Monthly fee per tenant${unit}`} name="monthlyFee" {...fees} />
      <FeeField label={`Setup fee per tenant${unit}`} name="setupFee" {...fees} />
      <Field
        label="In force from"
        hint="A past day changes fees that are not invoiced yet."
        error={error('effectiveFrom')}
      >
        {(control) => <Input {...control} type="date" name="effectiveFrom" defaultValue={startsOn} required />}
      </Field>
      <Field label="Note" optional hint="Why the prices change." error={error('note')} className="sm:col-span-3">
        {(control) => <Input {...control} name="note" maxLength={200} defaultValue={note} />}
      </Field>
    </div>
  )
}
