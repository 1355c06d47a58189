'use client'

import { useRouter } from 'next/navigation'
import { ActionForm } from '@/components/ui/action-form'
import { Alert } from '@/components/ui/alert'
import { LinkButton } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { readFields } from '@/components/ui/form-fields'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { Action } from '@/lib/contracts/action-result'
import type { PriceBookChoice } from './organization-form'

export type CreateOrganizationInput = {
  /** Stays for good: part of addresses and of the API. */
  readonly org: string
  readonly name: string
  readonly priceBook: string
}

export type CreateOrganizationFormProps = {
  readonly priceBooks: readonly PriceBookChoice[]
  readonly create: Action<CreateOrganizationInput, { readonly org: string }>
}

const names = ['org', 'name', 'priceBook'] as const

/** Makes an organization and goes to its page, where the billing details are filled in. */
export const CreateOrganizationForm = ({ priceBooks, create }: CreateOrganizationFormProps) => {
  const router = useRouter()
  if (priceBooks.length === 0) {
    return (
      <Alert
        tone="info"
        title="A price book comes first"
        action={<LinkButton href="/admin/pricing/draft">New price book</LinkButton>}
      >
        Each organization is billed at the prices of one. Publish a price book, then create the organization.
      </Alert>
    )
  }
  return (
    <ActionForm
      action={create}
      read={(form) => readFields(form, names)}
      submit="Create organization"
      done="Organization created"
      onDone={({ org }) => router.push(`/admin/organizations/${org}`)}
    >
      {(error) => (
        <>
          <Field label="Name" error={error('name')}>
            {(control) => <Input {...control} name="name" required maxLength={70} />}
          </Field>
          <Field label="Id" hint="Small letters, digits and hyphens. It stays for good." error={error('org')}>
            {(control) => <Input {...control} name="org" required pattern="[a-z0-9][a-z0-9\-]{0,62}" maxLength={63} />}
          </Field>
          <Field label="Price book" error={error('priceBook')}>
            {(control) => (
              <Select {...control} name="priceBook">
                {priceBooks.map(({ id, name, currency }) => (
                  <option key={id} value={id}>
                    {name} ({currency})
                  </option>
                ))}
              </Select>
            )}
          </Field>
        </>
      )}
    </ActionForm>
  )
}
