'use client'

import { useRouter } from 'next/navigation'
import { ActionForm } from '@/components/ui/action-form'
import { Card, CardBody, CardHeader } from '@/components/ui/card'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { Action } from '@/lib/contracts/action-result'
import type { InvoicingInput } from '@/lib/contracts/invoicing'

export type InvoicingFormProps = {
  readonly version: number
  readonly autoInvoice: boolean
  readonly reminders: boolean
  readonly mostTimes: string
  readonly days: readonly string[]
  readonly fees: Readonly<Record<'CHF' | 'EUR' | 'USD', readonly string[]>>
  readonly save: Action<InvoicingInput>
}

const levels = [1, 2, 3] as const
const currencies = ['CHF', 'EUR', 'USD'] as const

const three = (form: FormData, name: string): [string, string, string] => {
  const text = (level: number) => String(form.get(`${name}-${level}`) ?? '').trim()
  return [text(1), text(2), text(3)]
}

const readForm = (form: HTMLFormElement, expected: number): InvoicingInput => {
  const fields = new FormData(form)
  return {
    expected,
    autoInvoice: fields.has('autoInvoice'),
    reminders: fields.has('reminders'),
    mostTimes: String(fields.get('mostTimes') ?? '').trim(),
    days: three(fields, 'days'),
    fees: { CHF: three(fields, 'CHF'), EUR: three(fields, 'EUR'), USD: three(fields, 'USD') },
  }
}

/** How months are invoiced and reminded of by themselves, and what new organizations begin with. */
export const InvoicingForm = ({ version, save, ...initial }: InvoicingFormProps) => {
  const router = useRouter()
  return (
    <Card>
      <CardHeader
        title="Invoices and reminders"
        text="What happens automatically. Each organization has its own switches; new ones begin with these."
      />
      <CardBody>
        <ActionForm
          action={save}
          read={(form) => readForm(form, version)}
          submit="Save"
          done="Invoices and reminders saved"
          onDone={() => router.refresh()}
        >
          {(error) => (
            <>
              <div className="flex flex-col gap-2.5">
                <Checkbox
                  name="autoInvoice"
                  defaultChecked={initial.autoInvoice}
                  label="Invoice new organizations automatically"
                  hint="Each month is invoiced when it is over in the organization’s time zone."
                />
                <Checkbox
                  name="reminders"
                  defaultChecked={initial.reminders}
                  label="Remind new organizations automatically"
                  hint="Unpaid invoices are reminded of by e-mail, in three levels."
                />
              </div>
              <Field
                label="Wait for an admin above"
                hint="Times the median of the organization’s last six invoices. A meter or skill that nobody was billed for before waits as well."
                error={error('mostTimes')}
                className="border-line border-t pt-4 [&_input]:sm:max-w-72"
              >
                {(control) => (
                  <Input
                    {...control}
                    name="mostTimes"
                    defaultValue={initial.mostTimes}
                    inputMode="decimal"
                    required
                    maxLength={7}
                  />
                )}
              </Field>
              <Levels initial={initial} error={error} />
            </>
          )}
        </ActionForm>
      </CardBody>
    </Card>
  )
}

type LevelsProps = {
  readonly initial: Pick<InvoicingFormProps, 'days' | 'fees'>
  readonly error: (field: string) => string | undefined
}

/** When each level of reminder is sent, and what it costs. */
const Levels = ({ initial: { days, fees }, error }: LevelsProps) => (
  <fieldset className="flex min-w-0 flex-col gap-4 border-line border-t pt-4">
    <legend className="float-left -mb-3 font-medium">Reminders</legend>
    <p className="clear-both text-ink-soft text-sm">
      A level is sent so many days after the due day. A fee is printed on the reminder, without VAT; leave it at 0 for
      none.
    </p>
    {levels.map((level) => (
      <div key={level} className="grid grid-cols-2 gap-x-3 gap-y-3 sm:grid-cols-4">
        <Field label={`Level ${level}: days`} error={level === 1 ? error('days') : undefined}>
          {(control) => (
            <Input
              {...control}
              name={`days-${level}`}
              defaultValue={days[level - 1]}
              inputMode="numeric"
              pattern="\d{1,3}"
              required
            />
          )}
        </Field>
        {currencies.map((currency) => (
          <Field
            key={currency}
            label={`Fee in ${currency}`}
            error={level === 1 ? error(`fees.${currency}`) : undefined}
          >
            {(control) => (
              <Input
                {...control}
                aria-label={`Level ${level}: fee in ${currency}`}
                name={`${currency}-${level}`}
                defaultValue={fees[currency][level - 1]}
                inputMode="decimal"
                maxLength={9}
              />
            )}
          </Field>
        ))}
      </div>
    ))}
  </fieldset>
)
