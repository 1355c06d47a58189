import { FilterForm } from '@/components/admin/filter-form'
import { FilterSelect } from '@/components/admin/filter-select'
import { type DeliveryState, deliveryStates } from '@/lib/contracts/deliveries'
import { stateWords } from './delivery-item'

export type DeliveryFiltersProps = {
  readonly orgs: readonly { readonly org: string; readonly name: string }[]
  readonly cells: readonly string[]
  /** As in the address; empty means all. */
  readonly state: DeliveryState | ''
  readonly org: string
  readonly cell: string
}

const states = [
  { value: '', label: 'Every state' },
  ...deliveryStates.map((state) => ({ value: state, label: stateWords[state].words })),
]

/** Narrows the deliveries; the choice lives in the address (`?state=failing&org=acme&cell=zurich-1`). */
export const DeliveryFilters = ({ orgs, cells, state, org, cell }: DeliveryFiltersProps) => (
  <FilterForm page="/admin/deliveries" chosen={[state, org, cell]}>
    <FilterSelect label="State" name="state" value={state} choices={states} />
    <FilterSelect
      label="Organization"
      name="org"
      value={org}
      choices={[
        { value: '', label: 'Every organization' },
        ...orgs.map((each) => ({ value: each.org, label: each.name })),
      ]}
    />
    <FilterSelect
      label="Cell"
      name="cell"
      value={cell}
      choices={[{ value: '', label: 'Every cell' }, ...cells.map((each) => ({ value: each, label: each }))]}
    />
  </FilterForm>
)
