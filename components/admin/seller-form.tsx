'use client'

import { useRouter } from 'next/navigation'
import { ActionForm } from '@/components/ui/action-form'
import { Card, CardBody, CardHeader } from '@/components/ui/card'
import { Field } from '@/components/ui/field'
import { readFields } from '@/components/ui/form-fields'
import { Input } from '@/components/ui/input'
import type { Action } from '@/lib/contracts/action-result'
import { PartyFields, type PartyFieldValues, partyFieldNames } from './party-fields'

/** The seller as the settings edit it. */
export type SellerFields = PartyFieldValues & {
  readonly iban: string
  /** IANA zone; its days date what is issued. */
  readonly zone: string
  /** Days after a deletion within which a tenant created again pays no setup fee. */
  readonly setupPauseDays: string
}

export type SellerFormProps = { readonly initial: SellerFields; readonly save: Action<SellerFields> }

const names = [...partyFieldNames, 'iban', 'zone', 'setupPauseDays'] as const

/** Who bills: printed on every new invoice. */
export const SellerForm = ({ initial, save }: SellerFormProps) => {
  const router = useRouter()
  return (
    <Card>
      <CardHeader title="Seller" text="Printed on every new invoice. Issued invoices keep what they said." />
      <CardBody>
        <ActionForm
          action={save}
          read={(form) => readFields(form, names)}
          submit="Save seller"
          done="Seller saved"
          onDone={() => router.refresh()}
        >
          {(error) => (
            <>
              <PartyFields initial={initial} error={error} />
              <div className="grid gap-x-3 gap-y-4 border-line border-t pt-4 sm:grid-cols-2">
                <Field label="IBAN" optional hint="Where invoices are paid to." error={error('iban')}>
                  {(control) => <Input {...control} name="iban" defaultValue={initial.iban} maxLength={42} />}
                </Field>
                <Field
                  label="Time zone"
                  hint="Its days date invoices, whatever the customer’s zone, and give numbers their year."
                  error={error('zone')}
                >
                  {(control) => (
                    <Input {...control} name="zone" defaultValue={initial.zone} required placeholder="Europe/Zurich" />
                  )}
                </Field>
                <Field
                  label="No second setup fee within"
                  hint="Days after the deletion of a tenant that is created again; 0 charges each creation."
                  error={error('setupPauseDays')}
                >
                  {(control) => (
                    <Input
                      {...control}
                      name="setupPauseDays"
                      defaultValue={initial.setupPauseDays}
                      inputMode="numeric"
                      pattern="\d{1,3}"
                      required
                    />
                  )}
                </Field>
              </div>
            </>
          )}
        </ActionForm>
      </CardBody>
    </Card>
  )
}
