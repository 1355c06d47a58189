'use client'

import { useRouter } from 'next/navigation'
import { ActionForm } from '@/components/ui/action-form'
import { Card, CardBody, CardHeader } from '@/components/ui/card'
import { readFields } from '@/components/ui/form-fields'
import type { Action } from '@/lib/contracts/action-result'
import { BookFields, FeeFields } from './price-fields'
import { PriceRows } from './price-rows'
import type { PriceVersion, PriceVersionInput } from './price-version'

export type PriceVersionFormProps = {
  /** The book that gets a version; null makes a new book, whose name and currency are asked for. */
  readonly book: { readonly name: string; readonly currency: string; readonly latest: number } | null
  /** The version whose prices the form starts with. */
  readonly from: Pick<PriceVersion, 'monthlyFee' | 'setupFee' | 'skills' | 'meters'> | null
  /** The day the form proposes, `YYYY-MM-DD`. */
  readonly startsOn: string
  readonly publish: Action<PriceVersionInput, { readonly version: number; readonly book: string }>
}

const texts = (form: HTMLFormElement, name: string): string[] =>
  new FormData(form).getAll(name).map((value) => String(value).trim())

const readVersion = (book: PriceVersionFormProps['book'], form: HTMLFormElement): PriceVersionInput => {
  const prices = texts(form, 'skillPrice')
  const units = texts(form, 'meterUnit')
  const unitPrices = texts(form, 'meterPrice')
  const typed = readFields(form, ['book', 'currency', 'effectiveFrom', 'note', 'monthlyFee', 'setupFee'])
  return {
    ...typed,
    ...(book ? { book: book.name, currency: book.currency, expected: book.latest } : { expected: 0 }),
    skills: texts(form, 'skillName').map((name, row) => ({ name, pricePerDay: prices[row] ?? '' })),
    meters: texts(form, 'meterName').map((meter, row) => ({
      meter,
      unit: units[row] ?? '',
      price: unitPrices[row] ?? '',
    })),
  }
}

/** A new version of a price book, started from the current one, or the first of a new book. */
export const PriceVersionForm = ({ book, from, startsOn, publish }: PriceVersionFormProps) => {
  const router = useRouter()
  return (
    <Card>
      <CardHeader
        title={book ? 'New version' : 'New price book'}
        text={`Prices ${book ? `in ${book.currency}, ` : ''}before VAT. Issued invoices and priced usage keep what they had.`}
      />
      <CardBody>
        <ActionForm
          action={publish}
          read={(form) => readVersion(book, form)}
          submit={book ? 'Publish version' : 'Create price book'}
          onDone={(made) => (book ? router.refresh() : router.push(`/admin/pricing?book=${made.book}`))}
          done={book ? 'Version published' : 'Price book created'}
          className="gap-5"
        >
          {(error) => (
            <>
              {book ? null : <BookFields error={error} />}
              <FeeFields from={from} startsOn={startsOn} currency={book?.currency ?? ''} error={error} />
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
