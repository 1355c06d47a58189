'use client'

import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect, useRef } from 'react'
import { BookFields, FeeFields } from '@/components/admin/price-fields'
import { PriceRows } from '@/components/admin/price-rows'
import type { PriceDraftInput, Prices } from '@/components/admin/price-version'
import { ActionForm } from '@/components/ui/action-form'
import { Card, CardBody, CardHeader } from '@/components/ui/card'
import { readFields } from '@/components/ui/form-fields'
import type { Action } from '@/lib/contracts/action-result'
import { mostCharacters } from '@/lib/core/text/most-characters'
import { useUnsaved } from './unsaved'

export type DraftFormProps = {
  /** The book that gets a version; null makes a new book, whose name and currency are asked for. */
  readonly book: { readonly name: string; readonly currency: string } | null
  /** Of the draft as it was read; 0 where there is none. */
  readonly expected: number
  /** The version of the book that the draft follows. */
  readonly baseVersion: number
  /** What the newest version charges; null where there is none. */
  readonly published: Prices | null
  /** The prices the form starts with. */
  readonly from: Prices | null
  /** The first day the form proposes, `YYYY-MM-DD`. */
  readonly startsOn: string
  readonly note: string
  readonly save: Action<PriceDraftInput, { readonly book: string; readonly version: number }>
  /** Who saved it last, or what it starts from. */
  readonly text: ReactNode
  /** Beside the save button. */
  readonly footer: ReactNode
}

const texts = (form: HTMLFormElement, name: string): string[] =>
  new FormData(form).getAll(name).map((value) => String(value).trim())

const readDraft = ({ book, baseVersion }: DraftFormProps, expected: number, form: HTMLFormElement): PriceDraftInput => {
  const prices = texts(form, 'skillPrice')
  const units = texts(form, 'meterUnit')
  const unitPrices = texts(form, 'meterPrice')
  const typed = readFields(form, ['book', 'currency', 'effectiveFrom', 'note', 'monthlyFee', 'setupFee'])
  return {
    ...typed,
    ...(book ? { book: book.name, currency: book.currency } : {}),
    expected,
    baseVersion,
    skills: texts(form, 'skillName').map((name, row) => ({ name, pricePerDay: prices[row] ?? '' })),
    meters: texts(form, 'meterName').map((meter, row) => ({
      meter,
      unit: units[row] ?? '',
      price: unitPrices[row] ?? '',
    })),
  }
}

const byName = (rows: readonly (readonly [string, string])[]): Readonly<Record<string, string>> =>
  Object.fromEntries(rows)

/** The prices of a draft, each beside what it is now. Saving charges nobody. */
export const DraftForm = (props: DraftFormProps) => {
  const { book, expected, published, from, startsOn, note, save, text, footer } = props
  const router = useRouter()
  const { setUnsaved } = useUnsaved()
  const editedSinceSave = useRef(false)
  // A save answers its version at once, the page comes back with it later: the next save goes on from the newer of them.
  const held = useRef(expected)
  // Saved is what has come back with a new version: until then the other buttons would act on the one before.
  useEffect(() => {
    held.current = expected === 0 ? 0 : Math.max(held.current, expected)
    if (expected > 0 && expected === held.current && !editedSinceSave.current) setUnsaved(false)
  }, [expected, setUnsaved])
  const edited = () => {
    editedSinceSave.current = true
    setUnsaved(true)
  }
  const saved = (draft: { readonly book: string; readonly version: number }) => {
    editedSinceSave.current = false
    held.current = Math.max(held.current, draft.version)
    if (book) router.refresh()
    else router.push(`/admin/pricing/draft?book=${draft.book}`)
  }
  return (
    <Card aria-label="Prices">
      <CardHeader title="Prices" text={text} />
      <CardBody onInput={edited}>
        <ActionForm
          action={save}
          read={(form) => readDraft(props, held.current, form)}
          submit="Save draft"
          onDone={saved}
          done="Draft saved"
          footer={footer}
          className="gap-5"
        >
          {(error) => (
            <>
              {book ? null : <BookFields error={error} />}
              <FeeFields
                from={from}
                published={published}
                startsOn={startsOn}
                note={note}
                currency={book?.currency ?? ''}
                error={error}
              />
              <PriceRows
                title="Skills, per day"
                add="Add skill"
                columns={skillColumns}
                initial={(from?.skills ?? []).map(({ name, pricePerDay }) => [name, pricePerDay])}
                published={published ? byName(published.skills.map((each) => [each.name, each.pricePerDay])) : null}
                onChange={edited}
                error={error('skills')}
              />
              <PriceRows
                title="Meters, per unit"
                add="Add meter"
                columns={meterColumns}
                initial={(from?.meters ?? []).map(({ meter, unit, price }) => [meter, unit, price])}
                published={published ? byName(published.meters.map((each) => [each.meter, each.price])) : null}
                onChange={edited}
                error={error('meters')}
              />
            </>
          )}
        </ActionForm>
      </CardBody>
    </Card>
  )
}

const skillColumns = [
  { name: 'skillName', label: 'Skill', kind: 'word', most: mostCharacters.package },
  { name: 'skillPrice', label: 'Price per day', placeholder: '0.00', kind: 'price' },
] as const

const meterColumns = [
  { name: 'meterName', label: 'Meter', placeholder: 'llm.tokens', kind: 'word', most: mostCharacters.meter },
  { name: 'meterUnit', label: 'Unit', placeholder: 'token', kind: 'word', most: mostCharacters.unit },
  { name: 'meterPrice', label: 'Price per unit', placeholder: '0.000002', kind: 'price' },
] as const
