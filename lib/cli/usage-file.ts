import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import type { Temporal } from 'temporal-polyfill'
import { readTimestamp } from '@/lib/core/time/epoch'
import { readQuantity } from '@/lib/core/usage/quantity'
import type { UsageEvent } from '@/lib/flows/usage/record-usage-batch'

/** Which columns of a CSV file are what. Each meter is a column of quantities. */
export type UsageColumns = {
  readonly org: string
  readonly time: string
  readonly meters: readonly { readonly meter: string; readonly column: string }[]
  readonly resource: string
  /** Days to move every event by; what happened on one day stays within one day. */
  readonly shiftDays: number
}

type Row = Record<string, string>

const hoursOfDay = 24

/** A time without a zone is UTC, as traces and logs write it. */
const timeOf = (text: string, shiftDays: number): Temporal.Instant | string => {
  const zoned = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/.test(text) ? `${text}Z` : text
  const instant = readTimestamp(zoned)
  return 'refused' in instant ? instant.sentence : instant.add({ hours: shiftDays * hoursOfDay })
}

/**
 * Reads a CSV file as usage events. An event's key is made of the file's content and its place in it, so that importing
 * the same file again counts nothing twice.
 * @throws Error that names the line and what is wrong with it, before anything is recorded.
 */
export const readUsageFile = (file: string, columns: UsageColumns): UsageEvent[] => {
  const content = readFileSync(file)
  const digest = createHash('sha256').update(content).digest('hex').slice(0, 24)
  const rows = parse(content, { columns: true, skip_empty_lines: true, trim: true, bom: true }) as Row[]
  const [first] = rows
  const names = [columns.time, ...columns.meters.map(({ column }) => column)]
  const missing = names.filter((name) => first && !(name in first))
  if (!first || missing.length > 0) {
    throw new Error(first ? `${file} has no column ${missing.join(', ')}.` : `${file} has no rows.`)
  }
  return rows.flatMap((row, index) =>
    columns.meters.map(({ meter, column }) => {
      const at = timeOf(row[columns.time] ?? '', columns.shiftDays)
      const quantity = readQuantity(row[column] ?? '')
      if (typeof at === 'string') throw new Error(`${file}, line ${index + 2}: ${at}`)
      if (typeof quantity !== 'bigint') throw new Error(`${file}, line ${index + 2}: ${quantity.sentence}`)
      const key = `csv:${digest}:${columns.shiftDays}:${index + 1}:${meter}`
      return { key, org: columns.org, meter, quantity, at, resource: columns.resource, properties: null }
    }),
  )
}

/** The columns of files that are known by their header. */
export const knownColumns = (header: string): Pick<UsageColumns, 'time' | 'meters'> | null =>
  header.trim() === 'TIMESTAMP,ContextTokens,GeneratedTokens'
    ? {
        time: 'TIMESTAMP',
        meters: [
          { meter: 'llm.input_tokens', column: 'ContextTokens' },
          { meter: 'llm.output_tokens', column: 'GeneratedTokens' },
        ],
      }
    : null
