'use client'

import { useRouter } from 'next/navigation'
import { ActionForm } from '@/components/ui/action-form'
import { Card, CardBody, CardHeader } from '@/components/ui/card'
import { Field } from '@/components/ui/field'
import { readFields } from '@/components/ui/form-fields'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { Action } from '@/lib/contracts/action-result'
import { PartyFields, type PartyFieldValues, partyFieldNames } from './party-fields'
import { TreatmentFields } from './treatment-fields'

/** The billing configuration of an organization as its form edits it: every value is text. */
export type OrganizationFields = PartyFieldValues & {
  /** What the portal calls the organization; documents carry the legal name. */
  readonly displayName: string
  readonly language: string
  /** IANA zone; its civil days are billed. */
  readonly zone: string
  /** Id of the price book; the currency comes with it. */
  readonly priceBook: string
  readonly treatment: string
  /** The article of an exemption; empty under other treatments. */
  readonly exemption: string
  readonly payBy: string
  readonly termsDays: string
}

export type PriceBookChoice = { readonly id: string; readonly name: string; readonly currency: string }

/** What the form sends: the day is today's if it is left as it is, `confirmed` is `yes` or empty. */
export type OrganizationChange = OrganizationFields & { readonly effectiveOn: string; readonly confirmed: string }

export type OrganizationFormProps = {
  readonly initial: OrganizationFields
  readonly priceBooks: readonly PriceBookChoice[]
  /** From which day a change can hold: the first one that is not invoiced, and today in the organization's zone. */
  readonly days: { readonly first: string | null; readonly today: string }
  readonly save: Action<OrganizationChange>
}

const names = [
  ...partyFieldNames,
  'displayName',
  'language',
  'zone',
  'priceBook',
  'treatment',
  'exemption',
  'payBy',
  'termsDays',
  'effectiveOn',
  'confirmed',
] as const

/** Edits whom an organization's invoices name and on which terms, from a day on. Issued invoices keep what they said. */
export const OrganizationForm = ({ initial, priceBooks, days, save }: OrganizationFormProps) => {
  const router = useRouter()
  return (
    <Card>
      <CardHeader title="Billing" text="A change holds from a day on; every day before it is billed as it was." />
      <CardBody>
        <ActionForm
          action={save}
          read={(form) => readFields(form, names)}
          submit="Save billing details"
          done="Billing details saved"
          onDone={() => router.refresh()}
        >
          {(error) => (
            <>
              <Field
                label="Display name"
                hint="In the portal; invoices carry the legal name."
                error={error('displayName')}
              >
                {(control) => (
                  <Input {...control} name="displayName" defaultValue={initial.displayName} required maxLength={70} />
                )}
              </Field>
              <PartyFields initial={initial} error={error} />
              <TermFields initial={initial} priceBooks={priceBooks} error={error} />
              <Field
                label="Holds from"
                hint={
                  days.first === null
                    ? 'Name, e-mail, language and time zone change at once.'
                    : `The days before ${days.first} are invoiced. Name, e-mail, language and time zone change at once.`
                }
                error={error('effectiveOn')}
                className="border-line border-t pt-4 sm:max-w-72"
              >
                {(control) => (
                  <Input
                    {...control}
                    type="date"
                    name="effectiveOn"
                    defaultValue={days.today}
                    min={days.first ?? undefined}
                  />
                )}
              </Field>
            </>
          )}
        </ActionForm>
      </CardBody>
    </Card>
  )
}

type TermFieldsProps = Pick<OrganizationFormProps, 'initial' | 'priceBooks'> & {
  readonly error: (field: string) => string | undefined
}

const TermFields = ({ initial, priceBooks, error }: TermFieldsProps) => (
  <div className="grid gap-x-3 gap-y-4 border-line border-t pt-4 sm:grid-cols-2">
    <Field label="Price book" hint="Its currency is the currency of the invoices." error={error('priceBook')}>
      {(control) => (
        <Select {...control} name="priceBook" defaultValue={initial.priceBook}>
          {priceBooks.map(({ id, name, currency }) => (
            <option key={id} value={id}>
              {name} ({currency})
            </option>
          ))}
        </Select>
      )}
    </Field>
    <TreatmentFields initial={initial} error={error} />
    <Field label="Pays by" error={error('payBy')}>
      {(control) => (
        <Select {...control} name="payBy" defaultValue={initial.payBy}>
          <option value="invoice">Invoice</option>
          <option value="card">Card</option>
        </Select>
      )}
    </Field>
    <Field label="Payment terms in days" error={error('termsDays')}>
      {(control) => (
        <Input
          {...control}
          name="termsDays"
          defaultValue={initial.termsDays}
          inputMode="numeric"
          pattern="\d{1,3}"
          required
        />
      )}
    </Field>
    <Field label="Language of documents" error={error('language')}>
      {(control) => (
        <Select {...control} name="language" defaultValue={initial.language}>
          <option value="en">English</option>
          <option value="de">Deutsch</option>
          <option value="fr">Français</option>
          <option value="it">Italiano</option>
        </Select>
      )}
    </Field>
    <Field label="Time zone" hint="Its civil days are billed." error={error('zone')}>
      {(control) => <Input {...control} name="zone" defaultValue={initial.zone} required placeholder="Europe/Zurich" />}
    </Field>
  </div>
)
