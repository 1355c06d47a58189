import { readTimestamp } from '@/lib/core/time/epoch'

/** A row of an imported file: its cells by the name of their column. */
export type ImportedRow = ReadonlyMap<string, string>

const withoutZone = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/
const dayAlone = /^\d{4}-\d{2}-\d{2}$/
const decimal = /^(-?(?:0|[1-9]\d*))(?:\.(\d+))?$/

/** A time as exports write it: without a zone it is UTC; a day alone is its noon there, which is that day in every zone. */
export const readImportedTime = (text: string): ReturnType<typeof readTimestamp> => {
  const trimmed = text.trim()
  if (dayAlone.test(trimmed)) return readTimestamp(`${trimmed}T12:00:00Z`)
  return readTimestamp(withoutZone.test(trimmed) ? `${trimmed}Z` : trimmed)
}

/** What a cell says, however a program wrote it down: `1.50` and `1.5` are one number, `10:00` and `10:00:00Z` one time. */
const meaningOf = (cell: string): string => {
  const text = cell.trim()
  const number = decimal.exec(text)
  if (number) {
    const fraction = (number[2] ?? '').replace(/0+$/, '')
    return fraction === '' ? `${number[1]}` : `${number[1]}.${fraction}`
  }
  if (!/^\d{4}-\d{2}-\d{2}[T ]/i.test(text)) return text
  const instant = readImportedTime(text)
  return 'refused' in instant ? text : instant.toString()
}

/**
 * The content of a row as text: the same for every file that holds the row, whatever the order of its columns, their
 * quotes and the way in which numbers and times are written. Empty cells say nothing.
 */
export const rowContent = (row: ImportedRow): string => {
  const said = [...row]
    .map(([column, cell]) => [column.trim().toLowerCase(), meaningOf(cell)] as const)
    .filter(([, meaning]) => meaning !== '')
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return JSON.stringify(said)
}

/** Numbers rows that are equal, from one on: by that, and by its content, a row is known in every file. */
export const ordinals = (): ((content: string) => number) => {
  const seen = new Map<string, number>()
  return (content) => {
    const ordinal = (seen.get(content) ?? 0) + 1
    seen.set(content, ordinal)
    return ordinal
  }
}
