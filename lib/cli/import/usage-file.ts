import { createHash } from 'node:crypto'
import { meterName, orgSlug } from '@/lib/contracts/common'
import { type ImportedRow, ordinals, readImportedTime, rowContent } from '@/lib/core/usage/imported-row'
import { readQuantity } from '@/lib/core/usage/quantity'
import type { UsageEvent } from '@/lib/flows/usage/record-usage-batch'
import type { UsageColumns } from './columns'
import type { BadLine, ReadFile } from './read-rows'

export type ImportedEvent = { readonly line: number; readonly event: UsageEvent }
export type UsageFile = {
  readonly events: readonly ImportedEvent[]
  readonly bad: readonly BadLine[]
  /** Rows that are no usage, by what the file itself says. */
  readonly others: number
}

const hoursOfDay = 24
const mostResource = 200

/** Columns that a mapping names and the header lacks. */
export const missingColumns = (header: readonly string[], columns: UsageColumns): readonly string[] => {
  const { time, orgColumn, org, meterColumn, quantityColumn, resourceColumn, keyColumn, only, meters } = columns
  const named = [
    time,
    org === null ? orgColumn : null,
    meterColumn,
    quantityColumn,
    resourceColumn,
    keyColumn,
    only?.column ?? null,
    ...meters.map(({ column }) => column),
  ]
  const lower = new Set(header.map((name) => name.toLowerCase()))
  return named.flatMap((name) => (name !== null && !lower.has(name.toLowerCase()) ? [name] : []))
}

const digest = (...texts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 32)

/** A cell by the name of its column, which programs write in capitals or not. */
const cellOf = (row: ImportedRow, column: string): string => {
  const exact = row.get(column)
  if (exact !== undefined) return exact
  for (const [name, cell] of row) if (name.toLowerCase() === column.toLowerCase()) return cell
  return ''
}

const named = (names: UsageColumns['names'], kind: 'org' | 'meter', value: string): string =>
  names.get(`${kind}:${value}`) ?? value

/** The organization of a row, or why there is none. */
const orgOf = (row: ImportedRow, { org, orgColumn, names }: UsageColumns): string | BadSentence => {
  const value = org ?? named(names, 'org', cellOf(row, orgColumn ?? ''))
  if (orgSlug.safeParse(value).success) return value
  return { sentence: `"${value.slice(0, 40)}" is no organization; map it with --map "org:${value.slice(0, 40)}=ORG".` }
}

type BadSentence = { readonly sentence: string }
type Measured = { readonly meter: string; readonly text: string }

/** What a row measured: a quantity for each of its meters. */
const measuredOf = (row: ImportedRow, columns: UsageColumns): readonly Measured[] => {
  const { meters, meterColumn, quantityColumn, names } = columns
  if (meterColumn === null || quantityColumn === null) {
    return meters.map(({ meter, column }) => ({ meter, text: cellOf(row, column) }))
  }
  return [{ meter: named(names, 'meter', cellOf(row, meterColumn)), text: cellOf(row, quantityColumn) }]
}

const eventsOf = (row: ImportedRow, identity: string, columns: UsageColumns): UsageEvent[] | BadSentence => {
  const org = orgOf(row, columns)
  if (typeof org !== 'string') return org
  const at = readImportedTime(cellOf(row, columns.time))
  if ('refused' in at) return at
  const resource = columns.resource || cellOf(row, columns.resourceColumn ?? '')
  if (resource.length > mostResource) return { sentence: `Its resource has more than ${mostResource} characters.` }
  const events: UsageEvent[] = []
  for (const { meter, text } of measuredOf(row, columns)) {
    if (!meterName.safeParse(meter).success) {
      return { sentence: `"${meter.slice(0, 40)}" is no meter; map it with --map "meter:${meter.slice(0, 40)}=METER".` }
    }
    const quantity = readQuantity(text)
    if (typeof quantity !== 'bigint') return quantity
    const moved = at.add({ hours: columns.shiftDays * hoursOfDay })
    events.push({ key: `${identity}:${meter}`, org, meter, quantity, at: moved, resource, properties: null })
  }
  return events
}

/**
 * Reads the rows of a file as usage events. An event's key is the row's own: its key column, or its content and its place
 * among equal rows. So a row counts once, whatever file brings it, and whatever program saved that file again.
 */
export const usageOf = ({ rows, bad: unread }: ReadFile, columns: UsageColumns): UsageFile => {
  const { source, keyColumn, shiftDays, only } = columns
  const next = ordinals()
  const shift = shiftDays === 0 ? '' : `${shiftDays}:`
  const events: ImportedEvent[] = []
  const bad: BadLine[] = [...unread]
  let others = 0
  for (const { line, row } of rows) {
    if (only && cellOf(row, only.column).toLowerCase() !== only.value.toLowerCase()) {
      others += 1
      continue
    }
    const key = keyColumn === null ? '' : cellOf(row, keyColumn)
    if (keyColumn !== null && key === '') {
      bad.push({ line, sentence: `Its ${keyColumn} is empty.` })
      continue
    }
    const content = rowContent(row)
    const identity = keyColumn === null ? `${digest(content)}:${next(content)}` : digest(source, key)
    const read = eventsOf(row, `row:${shift}${identity}`, columns)
    if ('sentence' in read) bad.push({ line, sentence: read.sentence })
    else for (const event of read) events.push({ line, event })
  }
  return { events, bad: bad.sort((a, b) => a.line - b.line), others }
}
