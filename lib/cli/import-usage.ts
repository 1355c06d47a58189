import { existsSync, readFileSync } from 'node:fs'
import { SingleBar } from 'cli-progress'
import type { Ctx } from '@/lib/context'
import { checkUsage } from '@/lib/flows/usage/check-usage'
import { importUsage } from '@/lib/flows/usage/import-usage'
import { columnsOf, readOptions, usage } from './import/options'
import { type BadLine, readRows } from './import/read-rows'
import { type ImportedEvent, missingColumns, usageOf } from './import/usage-file'
import { CommandError, runCommand } from './session'

/** More lines than these nobody reads; the rest is counted. */
const mostShown = 50

const sayBad = (file: string, bad: readonly BadLine[]): void => {
  for (const { line, sentence } of bad.slice(0, mostShown)) console.error(`  ${file}, line ${line}: ${sentence}`)
  if (bad.length > mostShown) console.error(`  and ${bad.length - mostShown} more`)
}

const counted = (count: number, one: string, other: string): string => `${count} ${count === 1 ? one : other}`

/** Lines that would be refused, where nothing is to be recorded then. */
const refusedBefore = async (ctx: Ctx, events: readonly ImportedEvent[]): Promise<BadLine[]> => {
  const answers = await checkUsage(
    ctx,
    events.map(({ event }) => event),
  )
  return answers.flatMap((answer, place) =>
    answer?.outcome === 'refused' ? [{ line: events[place]?.line ?? 0, sentence: answer.refusal.sentence }] : [],
  )
}

const record = async (ctx: Ctx, file: string, events: readonly ImportedEvent[]) => {
  const bar = new SingleBar({ format: '{bar} {value}/{total} events', hideCursor: true, noTTYOutput: false })
  bar.start(events.length, 0)
  const results = await importUsage(
    ctx,
    events.map(({ event }) => event),
    (count) => bar.increment(count),
  )
  bar.stop()
  const counts = { accepted: 0, repeated: 0, older: 0, refused: 0 }
  const refused: BadLine[] = []
  for (const [place, result] of results.entries()) {
    counts[result.outcome] += 1
    if (result.outcome !== 'refused') continue
    const { code, sentence } = result.refusal
    refused.push({ line: events[place]?.line ?? 0, sentence: `${code}: ${sentence}` })
  }
  console.log(
    `${counted(counts.accepted, 'event', 'events')} counted, ${counts.repeated + counts.older} known before, ${counts.refused} refused.`,
  )
  if (counts.older > 0) {
    console.log(`${counted(counts.older, 'event was', 'events were')} imported by an older version; they count once.`)
  }
  sayBad(file, refused)
  return refused.length
}

runCommand('import-usage', async (ctx) => {
  const { values, positionals } = readOptions()
  const [file] = positionals
  if (!file || positionals.length > 1) throw new CommandError(usage)
  if (!existsSync(file)) throw new CommandError(`There is no file ${file}.`)
  const content = readRows(readFileSync(file))
  if (content.rows.length === 0 && content.bad.length === 0) throw new CommandError(`${file} has no rows.`)
  const columns = columnsOf(content.header, values)
  const missing = missingColumns(content.header, columns)
  if (missing.length > 0) throw new CommandError(`${file} has no column ${missing.join(', ')}.`)
  const { events, bad, others } = usageOf(content, columns)
  if (others > 0) console.log(`${counted(others, 'row is', 'rows are')} no usage, and left out.`)
  const strict = values.strict ? [...bad, ...(await refusedBefore(ctx, events))] : []
  if (strict.length > 0) {
    sayBad(file, strict)
    throw new CommandError(`${counted(strict.length, 'row', 'rows')} of ${file} cannot be recorded, so none was.`)
  }
  const refused = await record(ctx, file, events)
  if (bad.length > 0) console.error(`${counted(bad.length, 'row', 'rows')} could not be read:`)
  sayBad(file, bad)
  if (bad.length + refused > 0) process.exitCode = 1
})
