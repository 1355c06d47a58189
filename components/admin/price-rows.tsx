'use client'

import { Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { typedChange } from '@/components/pricing/change-words'
import { Button } from '@/components/ui/button'
import { classNames } from '@/components/ui/class-names'
import { Input } from '@/components/ui/input'

export type PriceColumn = {
  readonly name: string
  readonly label: string
  readonly placeholder?: string
  /** `price` is typed as decimal text with up to twelve places. */
  readonly kind: 'word' | 'price'
  /** The longest word there may be. */
  readonly most?: number
}

export type PriceRowsProps = {
  readonly title: string
  readonly add: string
  readonly columns: readonly PriceColumn[]
  /** The values of the first rows, in the order of the columns. */
  readonly initial: readonly (readonly string[])[]
  /** What the newest version charges, by the value of the first column; null where there is none. */
  readonly published: Readonly<Record<string, string>> | null
  /** Called when a row comes or goes. */
  readonly onChange: () => void
  /** The action's sentence for the whole group. */
  readonly error?: string | undefined
}

const priceInput = {
  inputMode: 'decimal',
  pattern: '\\d+(\\.\\d{1,12})?',
  title: 'Digits with a point, up to 12 decimals',
} as const

type Row = { readonly key: number; readonly values: readonly string[] }

/** A list of rows to type in, with one to add and each to remove. The values are read from the form by column name. */
export const PriceRows = ({ title, add, columns, initial, published, onChange, error }: PriceRowsProps) => {
  const [rows, setRows] = useState<readonly Row[]>(initial.map((values, key) => ({ key, values })))
  const [nextKey, setNextKey] = useState(initial.length)
  const append = () => {
    setRows([...rows, { key: nextKey, values: [] }])
    setNextKey(nextKey + 1)
    onChange()
  }
  const remove = (gone: number) => {
    setRows(rows.filter(({ key }) => key !== gone))
    onChange()
  }
  const type = (typedKey: number, index: number, value: string) =>
    setRows(
      rows.map(({ key, values }) => ({
        key,
        values:
          key === typedKey ? columns.map((_, place) => (place === index ? value : (values[place] ?? ''))) : values,
      })),
    )
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1.5 font-medium text-sm">{title}</legend>
      {rows.map((row, position) => (
        <div key={row.key} className="flex items-start gap-2">
          <div className="flex min-w-0 flex-1 flex-col gap-1">
            <div className="grid grid-cols-[minmax(0,1fr)_10.5rem] gap-2 sm:auto-cols-fr sm:grid-flow-col sm:grid-cols-none">
              {columns.map((column, index) => (
                <Input
                  key={column.name}
                  name={column.name}
                  aria-label={`${column.label}, row ${position + 1}`}
                  placeholder={column.placeholder ?? column.label}
                  value={row.values[index] ?? ''}
                  onChange={(event) => type(row.key, index, event.target.value)}
                  required
                  className={classNames(
                    column.kind === 'price' && 'figures text-right',
                    index === 0 && columns.length > 2 && 'col-span-2 sm:col-span-1',
                  )}
                  {...(column.kind === 'price' ? priceInput : { maxLength: column.most })}
                />
              ))}
            </div>
            {published ? <RowNote published={published} values={row.values} columns={columns.length} /> : null}
          </div>
          <Button variant="ghost" size="icon" aria-label={`Remove row ${position + 1}`} onClick={() => remove(row.key)}>
            <Trash2 />
          </Button>
        </div>
      ))}
      {error ? <p className="text-bad text-sm">{error}</p> : null}
      <Button variant="secondary" size="small" className="w-fit" onClick={append}>
        <Plus aria-hidden />
        {add}
      </Button>
    </fieldset>
  )
}

type RowNoteProps = Pick<Row, 'values'> & {
  readonly published: Readonly<Record<string, string>>
  readonly columns: number
}

/** What a row's price is now, and how much it changes. */
const RowNote = ({ published, values, columns }: RowNoteProps) => {
  const name = (values[0] ?? '').trim()
  const words = name === '' ? null : typedChange(published[name], (values[columns - 1] ?? '').trim())
  return words === null ? null : <p className="figures text-right text-ink-faint text-xs">{words}</p>
}
