import { FilterForm } from '@/components/admin/filter-form'
import { FilterSelect } from '@/components/admin/filter-select'
import { type StripeEventState, stripeEventStates } from '@/lib/contracts/stripe-events'
import { stateWords } from './words'

export type StripeEventFiltersProps = {
  readonly types: readonly string[]
  /** As in the address; empty means all. */
  readonly state: StripeEventState | ''
  readonly type: string
}

const states = [
  { value: '', label: 'Every state' },
  ...stripeEventStates.map((state) => ({ value: state, label: stateWords[state].words })),
]

/** Narrows the events; the choice lives in the address (`?state=failing&type=customer.updated`). */
export const StripeEventFilters = ({ types, state, type }: StripeEventFiltersProps) => (
  <FilterForm page="/admin/stripe-events" chosen={[state, type]}>
    <FilterSelect label="State" name="state" value={state} choices={states} />
    <FilterSelect
      label="Type"
      name="type"
      value={type}
      choices={[{ value: '', label: 'Every type' }, ...types.map((each) => ({ value: each, label: each }))]}
    />
  </FilterForm>
)
