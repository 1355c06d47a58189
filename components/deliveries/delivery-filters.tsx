import { FilterSelect } from '@/components/admin/filter-select'
import { Button, LinkButton } from '@/components/ui/button'
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
  <form action="/admin/deliveries" key={`${state} ${org} ${cell}`} className="flex flex-wrap items-end gap-x-3 gap-y-2">
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
    <div className="flex gap-2">
      <Button type="submit" variant="secondary">
        Filter
      </Button>
      {state || org || cell ? (
        <LinkButton href="/admin/deliveries" variant="ghost">
          Clear
        </LinkButton>
      ) : null}
    </div>
  </form>
)
