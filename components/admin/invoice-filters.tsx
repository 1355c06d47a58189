import { FilterForm } from './filter-form'
import { FilterSelect } from './filter-select'
import type { RunOrg } from './invoice-run-form'
import { MonthSelect } from './month-select'

export type InvoiceFiltersProps = {
  readonly orgs: readonly RunOrg[]
  /** Months that have invoices, newest first, `YYYY-MM`. */
  readonly months: readonly string[]
  /** As in the address; empty means all. */
  readonly org: string
  readonly status: string
  readonly month: string
}

const statuses = [
  { value: '', label: 'Every status' },
  { value: 'open', label: 'Open' },
  { value: 'overdue', label: 'Overdue' },
  { value: 'paid', label: 'Paid' },
]

/** Narrows the invoices; the choice lives in the address (`?org=acme&status=open&month=2026-10`). */
export const InvoiceFilters = ({ orgs, months, org, status, month }: InvoiceFiltersProps) => (
  <FilterForm page="/admin/invoices" chosen={[org, status, month]}>
    <FilterSelect
      label="Organization"
      name="org"
      value={org}
      choices={[
        { value: '', label: 'Every organization' },
        ...orgs.map((each) => ({ value: each.org, label: each.name })),
      ]}
    />
    <FilterSelect label="Status" name="status" value={status} choices={statuses} />
    <MonthSelect months={months} month={month} all />
  </FilterForm>
)
