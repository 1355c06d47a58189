'use client'

import { useRouter } from 'next/navigation'
import { ActionForm } from '@/components/ui/action-form'
import { Card, CardBody, CardHeader } from '@/components/ui/card'
import { DayText } from '@/components/ui/day-text'
import { Field } from '@/components/ui/field'
import { readFields } from '@/components/ui/form-fields'
import { Input } from '@/components/ui/input'
import type { Action } from '@/lib/contracts/action-result'

export type TaxRateRow = {
  readonly version: number
  /** The day of supply from which it holds. */
  readonly effectiveOn: string
  /** Percent: `8.10`. */
  readonly rate: string
}

const names = ['effectiveOn', 'rate'] as const
export type TaxRatesProps = {
  /** Newest first. */
  readonly rates: readonly TaxRateRow[]
  readonly add: Action<Record<(typeof names)[number], string>>
}

/** The rates of Swiss VAT by the day of supply, and a form for the next one. */
export const TaxRates = ({ rates, add }: TaxRatesProps) => {
  const router = useRouter()
  return (
    <Card>
      <CardHeader
        title="VAT rates"
        text="Switzerland and Liechtenstein. The day of supply decides; a month that a change splits has both rates."
      />
      <CardBody className="flex flex-col gap-5">
        <ul className="flex flex-col gap-1.5">
          {rates.map(({ version, effectiveOn, rate }) => (
            <li key={version} className="figures flex flex-wrap justify-between gap-x-6">
              <span className="font-medium">{rate} %</span>
              <span className="text-ink-soft">
                from <DayText day={effectiveOn} />
              </span>
            </li>
          ))}
        </ul>
        <ActionForm
          key={rates[0]?.version ?? 0}
          action={add}
          read={(form) => readFields(form, names)}
          submit="Add rate"
          done="VAT rate added"
          onDone={() => router.refresh()}
          className="border-line border-t pt-5"
        >
          {(error) => (
            <div className="grid gap-x-3 gap-y-4 sm:grid-cols-2">
              <Field label="New rate in percent" error={error('rate')}>
                {(control) => <Input {...control} name="rate" inputMode="decimal" placeholder="8.80" required />}
              </Field>
              <Field label="From the day of supply" error={error('effectiveOn')}>
                {(control) => <Input {...control} type="date" name="effectiveOn" required />}
              </Field>
            </div>
          )}
        </ActionForm>
      </CardBody>
    </Card>
  )
}
