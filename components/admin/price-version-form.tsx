'use client'

import { useRouter } from 'next/navigation'
import { ActionForm } from '@/components/ui/action-form'
import { Card, CardBody, CardHeader } from '@/components/ui/card'
import { Field } from '@/components/ui/field'
import { readFields } from '@/components/ui/form-fields'
import { Input } from '@/components/ui/input'
import type { Action } from '@/lib/contracts/action-result'
import { PriceRows } from './price-rows'
import type { PriceVersion, PriceVersionInput } from './price-version'

export type PriceVersionFormProps = {
  readonly book: string
  readonly currency: string
  /** The version whose prices the form starts with. */
  readonly from: Pick<PriceVersion, 'monthlyFee' | 'setupFee' | 'skills' | 'meters'> | null
  /** The first day a new version may come into force, `YYYY-MM-DD`. */
  readonly earliest: string
  readonly publish: Action<PriceVersionInput, { readonly version: number }>
}

const texts = (form: HTMLFormElement, name: string): string[] =>
  new FormData(form).getAll(name).map((value) => String(value).trim())

const readVersion = (book: string, form: HTMLFormElement): PriceVersionInput => {
  const prices = texts(form, 'skillPrice')
  const units = texts(form, 'meterUnit')
  const unitPrices = texts(form, 'meterPrice')
  return {
    book,
    ...readFields(form, ['effectiveFrom', 'monthlyFee', 'setupFee']),
    skills: texts(form, 'skillName').map((name, row) => ({ name, pricePerDay: prices[row] ?? '' })),
    meters: texts(form, 'meterName').map((meter, row) => ({
      meter,
      unit: units[row] ?? '',
      price: unitPrices[row] ?? '',
    })),
  }
}

/** A new version of a price book, started from the current one. Publishing changes nothing that came before its day. */
export const PriceVersionForm = ({ book, currency, from, earliest, publish }: PriceVersionFormProps) => {
  const router = useRouter()
  return (
    <Card>
      <CardHeader title="New version" text={`Prices in ${currency}, before VAT. In force from the day you choose.`} />
      <CardBody>
        <ActionForm
          action={publish}
          read={(form) => readVersion(book, form)}
          submit="Publish version"
          onDone={() => router.refresh()}
          done="Version published"
          className="gap-5"
        >
          {(error) => (
            <>
              <FeeFields from={from} earliest={earliest} currency={currency} error={error} />
              <PriceRows
                title="Skills, per day"
                add="Add skill"
                columns={[
                  { name: 'skillName', label: 'Skill', kind: 'word' },
                  { name: 'skillPrice', label: 'Price per day', placeholder: '0.00', kind: 'price' },
                ]}
                initial={(from?.skills ?? []).map(({ name, pricePerDay }) => [name, pricePerDay])}
                error={error('skills')}
              />
              <PriceRows
                title="Meters, per unit"
                add="Add meter"
                columns={[
                  { name: 'meterName', label: 'Meter', placeholder: 'llm.tokens', kind: 'word' },
                  { name: 'meterUnit', label: 'Unit', placeholder: 'token', kind: 'word' },
                  { name: 'meterPrice', label: 'Price per unit', placeholder: '0.000002', kind: 'price' },
                ]}
                initial={(from?.meters ?? []).map(({ meter, unit, price }) => [meter, unit, price])}
                error={error('meters')}
              />
            </>
          )}
        </ActionForm>
      </CardBody>
    </Card>
  )
}

type FeeFieldsProps = Pick<PriceVersionFormProps, 'from' | 'earliest' | 'currency'> & {
  error: (field: string) => string | undefined
}

const money = { inputMode: 'decimal', pattern: '\\d+(\\.\\d{1,12})?', required: true } as const

const FeeFields = ({ from, earliest, currency, error }: FeeFieldsProps) => (
  <div className="grid items-start gap-x-3 gap-y-4 sm:grid-cols-3">
    <Field label={`Monthly fee per tenant (${currency})`} error={error('monthlyFee')}>
      {(control) => (
        <Input {...control} {...money} name="monthlyFee" defaultValue={from?.monthlyFee} className="figures" />
      )}
    </Field>
    <Field label={`Setup fee per tenant (${currency})`} error={error('setupFee')}>
      {(control) => <Input {...control} {...money} name="setupFee" defaultValue={from?.setupFee} className="figures" />}
    </Field>
    <Field label="In force from" error={error('effectiveFrom')}>
      {(control) => (
        <Input {...control} type="date" name="effectiveFrom" min={earliest} defaultValue={earliest} required />
      )}
    </Field>
  </div>
)
