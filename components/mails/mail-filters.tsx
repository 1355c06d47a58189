import { FilterForm } from '@/components/admin/filter-form'
import { FilterSelect } from '@/components/admin/filter-select'
import { type MailKind, type MailState, mailKinds, mailStates } from '@/lib/core/mail/kept-mail'
import { kindWords, stateWords } from './mail-item'

export type MailFiltersProps = {
  readonly orgs: readonly { readonly org: string; readonly name: string }[]
  /** As in the address; empty means all. */
  readonly org: string
  readonly state: MailState | ''
  readonly kind: MailKind | ''
}

/** Narrows the e-mails; the choice lives in the address (`?state=refused&org=acme&kind=invoice_mail`). */
export const MailFilters = ({ orgs, org, state, kind }: MailFiltersProps) => (
  <FilterForm page="/admin/outbox" chosen={[org, state, kind]}>
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
      label="State"
      name="state"
      value={state}
      choices={[
        { value: '', label: 'Every state' },
        ...mailStates.map((each) => ({ value: each, label: stateWords[each].words })),
      ]}
    />
    <FilterSelect
      label="Kind"
      name="kind"
      value={kind}
      choices={[
        { value: '', label: 'Every kind' },
        ...mailKinds.map((each) => ({ value: each, label: kindWords[each] })),
      ]}
    />
  </FilterForm>
)
