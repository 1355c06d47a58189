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

export type FeeFieldsProps = {
  readonly from: Pick<PriceVersion, 'monthlyFee' | 'setupFee'> | null
  readonly startsOn: string
  /** Empty while it is still being chosen. */
  readonly currency: string
  readonly error: FieldError
}

const money = { inputMode: 'decimal', pattern: '\\d+(\\.\\d{1,2})?', title: 'Such as 49.00', required: true } as const

/** Fees per tenant, the first day they hold, and why. */
export const FeeFields = ({ from, startsOn, currency, error }: FeeFieldsProps) => {
  const unit = currency ? ` (${currency})` : ''
  return (
    <div className="grid items-start gap-x-3 gap-y-4 sm:grid-cols-3">
      <Field label={`Monthly fee per tenant${unit}`} error={error('monthlyFee')}>
        {(control) => (
          <Input {...control} {...money} name="monthlyFee" defaultValue={from?.monthlyFee} className="figures" />
        )}
      </Field>
      <Field label={`Setup fee per tenant${unit}`} error={error('setupFee')}>
        {(control) => (
          <Input {...control} {...money} name="setupFee" defaultValue={from?.setupFee} className="figures" />
        )}
      </Field>
      <Field
        label="In force from"
        hint="A past day changes fees that are not invoiced yet."
        error={error('effectiveFrom')}
      >
        {(control) => <Input {...control} type="date" name="effectiveFrom" defaultValue={startsOn} required />}
      </Field>
      <Field label="Note" optional hint="Why the prices change." error={error('note')} className="sm:col-span-3">
        {(control) => <Input {...control} name="note" maxLength={200} />}
      </Field>
    </div>
  )
}
