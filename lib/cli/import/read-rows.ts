import { parse } from 'csv-parse/sync'
import type { ImportedRow } from '@/lib/core/usage/imported-row'

export type ReadRow = { readonly line: number; readonly row: ImportedRow }
/** A line that could not be read, and why. */
export type BadLine = { readonly line: number; readonly sentence: string }
export type ReadFile = {
  readonly header: readonly string[]
  readonly rows: readonly ReadRow[]
  readonly bad: readonly BadLine[]
}

type Parsed = { readonly record: readonly string[]; readonly info: { readonly lines: number } }

const separators = [',', ';', '\t'] as const

/** Text as spreadsheets and programs save it: UTF-8 or UTF-16, with a byte order mark or without. */
const textOf = (content: Uint8Array): string => {
  const isWide = content[0] === 0xff && content[1] === 0xfe
  return new TextDecoder(isWide ? 'utf-16le' : 'utf-8').decode(content)
}

/** The separator that the header has most of, outside of quotes. */
const separatorOf = (header: string): string => {
  const bare = header.replaceAll(/"[^"]*"/g, '')
  const counted = separators.map((separator) => [bare.split(separator).length, separator] as const)
  return counted.reduce((best, each) => (each[0] > best[0] ? each : best))[1]
}

const records = (text: string, delimiter: string): Parsed[] =>
  parse(text, { delimiter, info: true, skip_empty_lines: true, relax_quotes: true, relax_column_count: true }) as never

/** Line by line: a quotation mark that nobody closes would otherwise take the rest of the file with it. */
const recordsByLine = (text: string, delimiter: string): { found: Parsed[]; bad: BadLine[] } => {
  const found: Parsed[] = []
  const bad: BadLine[] = []
  for (const [index, line] of text.split(/\r\n|\n|\r/).entries()) {
    try {
      for (const { record } of records(line, delimiter)) found.push({ record, info: { lines: index + 1 } })
    } catch {
      bad.push({ line: index + 1, sentence: 'A quotation mark is not closed.' })
    }
  }
  return { found, bad }
}

/** Reads a CSV file: its header, its rows with their lines, and the lines that are none. */
export const readRows = (content: Uint8Array): ReadFile => {
  const text = textOf(content)
  const hint = /^sep=(.)\r?\n/.exec(text)
  const skipped = hint ? 1 : 0
  const body = hint ? text.slice(hint[0].length) : text
  const delimiter = hint?.[1] ?? separatorOf(body.slice(0, body.search(/[\r\n]|$/)))
  const { found, bad } = parsed(body, delimiter)
  const [head, ...rest] = found
  const header = (head?.record ?? []).map((name) => name.trim())
  const rows: ReadRow[] = []
  const badLines: BadLine[] = bad.map(({ line, sentence }) => ({ line: line + skipped, sentence }))
  for (const { record, info } of rest) {
    const line = info.lines + skipped
    if (record.every((cell) => cell.trim() === '')) continue
    const extra = record.slice(header.length).some((cell) => cell.trim() !== '')
    if (record.length < header.length || extra) {
      badLines.push({ line, sentence: `It has ${record.length} cells, and the header has ${header.length}.` })
      continue
    }
    rows.push({ line, row: new Map(header.map((name, place) => [name, (record[place] ?? '').trim()])) })
  }
  return { header, rows, bad: badLines.sort((a, b) => a.line - b.line) }
}

const parsed = (text: string, delimiter: string): { found: Parsed[]; bad: BadLine[] } => {
  try {
    return { found: records(text, delimiter), bad: [] }
  } catch {
    return recordsByLine(text, delimiter)
  }
}
