import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { FilterForm } from './filter-form'
import { MonthSelect } from './month-select'

export type RunOrg = { readonly org: string; readonly name: string }

export type InvoiceRunFormProps = {
  /** Closed months, newest first, `YYYY-MM`. */
  readonly months: readonly string[]
  readonly month: string
  /** A part of a name or an id; empty finds all. */
  readonly query: string
  /** Organizations whose previews are shown; they stay when the month changes. */
  readonly orgs?: readonly string[]
}

/** Chooses a month and which organizations; the choice lives in the address (`?month=2026-10&q=acme`). */
export const InvoiceRunForm = ({ months, month, query, orgs = [] }: InvoiceRunFormProps) => (
  <FilterForm key={month} page="/admin/invoice-run" chosen={[query, ...orgs]}>
    <MonthSelect months={months} month={month} />
    {orgs.map((org) => (
      <input key={org} type="hidden" name="org" value={org} />
    ))}
    {orgs.length === 0 ? (
      <Field label="Name or id" className="w-full sm:w-48">
        {(control) => <Input {...control} type="search" name="q" defaultValue={query} maxLength={100} />}
      </Field>
    ) : null}
  </FilterForm>
)
