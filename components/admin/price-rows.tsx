'use client'

import { Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { classNames } from '@/components/ui/class-names'
import { Input } from '@/components/ui/input'

export type PriceColumn = {
  readonly name: string
  readonly label: string
  readonly placeholder?: string
  /** `price` is typed as decimal text with up to twelve places. */
  readonly kind: 'word' | 'price'
}

export type PriceRowsProps = {
  readonly title: string
  readonly add: string
  readonly columns: readonly PriceColumn[]
  /** The values of the first rows, in the order of the columns. */
  readonly initial: readonly (readonly string[])[]
  /** The action's sentence for the whole group. */
  readonly error?: string | undefined
}

type Row = { readonly key: number; readonly values: readonly string[] }

/** A list of rows to type in, with one to add and each to remove. The values are read from the form by column name. */
export const PriceRows = ({ title, add, columns, initial, error }: PriceRowsProps) => {
  const [rows, setRows] = useState<readonly Row[]>(initial.map((values, key) => ({ key, values })))
  const [nextKey, setNextKey] = useState(initial.length)
  const append = () => {
    setRows([...rows, { key: nextKey, values: [] }])
    setNextKey(nextKey + 1)
  }
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1.5 font-medium text-sm">{title}</legend>
      {rows.map((row, position) => (
        <div key={row.key} className="flex items-start gap-2">
          <div className="grid min-w-0 flex-1 grid-cols-2 gap-2 sm:auto-cols-fr sm:grid-flow-col sm:grid-cols-none">
            {columns.map((column, index) => (
              <Input
                key={column.name}
                name={column.name}
                aria-label={`${column.label}, row ${position + 1}`}
                placeholder={column.placeholder ?? column.label}
                defaultValue={row.values[index]}
                required
                className={classNames(
                  column.kind === 'price' && 'figures text-right',
                  index === 0 && columns.length > 2 && 'col-span-2 sm:col-span-1',
                )}
                {...(column.kind === 'price'
                  ? {
                      inputMode: 'decimal',
                      pattern: '\\d+(\\.\\d{1,12})?',
                      title: 'Digits with a point, up to 12 decimals',
                    }
                  : { maxLength: 80 })}
              />
            ))}
          </div>
          <Button
            variant="ghost"
            size="icon"
            aria-label={`Remove row ${position + 1}`}
            onClick={() => setRows(rows.filter(({ key }) => key !== row.key))}
          >
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
