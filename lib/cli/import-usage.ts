import { createReadStream, existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { SingleBar } from 'cli-progress'
import { type ItemResult, recordUsageBatch } from '@/lib/flows/usage/record-usage-batch'
import { CommandError, runCommand } from './session'
import { knownColumns, readUsageFile, type UsageColumns } from './usage-file'

const usage = `npm run import-usage -- FILE --org ORG [--time COLUMN] [--meter METER=COLUMN …] [--resource NAME] [--shift-days N]

The columns of a token trace (TIMESTAMP,ContextTokens,GeneratedTokens) are known; --org is lumen-ai in the demo.`

const batchSize = 1000

const arguments_ = () => {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        org: { type: 'string', default: 'lumen-ai' },
        time: { type: 'string' },
        meter: { type: 'string', multiple: true },
        resource: { type: 'string', default: '' },
        'shift-days': { type: 'string', default: '0' },
      },
    })
  } catch (error) {
    throw new CommandError(`${error instanceof Error ? error.message : error}\n${usage}`)
  }
}

const headerOf = async (file: string): Promise<string> => {
  const lines = createInterface({ input: createReadStream(file) })
  for await (const line of lines) return line
  return ''
}

const columnsOf = async (file: string, values: ReturnType<typeof arguments_>['values']): Promise<UsageColumns> => {
  const known = knownColumns(await headerOf(file))
  const meters = values.meter?.map((pair) => {
    const [meter = '', column = ''] = pair.split('=', 2)
    if (!meter || !column) throw new CommandError(`--meter is written METER=COLUMN, not "${pair}".`)
    return { meter, column }
  })
  const time = values.time ?? known?.time
  const shiftDays = Number(values['shift-days'])
  if (!Number.isInteger(shiftDays)) throw new CommandError('--shift-days must be a whole number.')
  if (!time || !(meters ?? known)) throw new CommandError(`Say which columns to read.\n${usage}`)
  return { org: values.org, time, meters: meters ?? known?.meters ?? [], resource: values.resource, shiftDays }
}

const sayRefused = (results: readonly ItemResult[]): void => {
  const refused = results.flatMap((result) => (result.outcome === 'refused' ? [result.refusal] : []))
  for (const sentence of new Set(refused.map((each) => `${each.code}: ${each.sentence}`)))
    console.error(`  ${sentence}`)
}

runCommand('import-usage', async (ctx) => {
  const { values, positionals } = arguments_()
  const [file] = positionals
  if (!file || positionals.length > 1) throw new CommandError(usage)
  if (!existsSync(file)) throw new CommandError(`There is no file ${file}.`)
  const events = readUsageFile(file, await columnsOf(file, values))
  const bar = new SingleBar({ format: '{bar} {value}/{total} events', hideCursor: true, noTTYOutput: false })
  bar.start(events.length, 0)
  const counts = { accepted: 0, repeated: 0, refused: 0 }
  const refused: ItemResult[] = []
  for (let start = 0; start < events.length; start += batchSize) {
    const { results } = await recordUsageBatch(ctx, events.slice(start, start + batchSize))
    for (const result of results) counts[result.outcome] += 1
    refused.push(...results.filter((result) => result.outcome === 'refused'))
    bar.increment(results.length)
  }
  bar.stop()
  console.log(`${counts.accepted} events counted, ${counts.repeated} known before, ${counts.refused} refused.`)
  sayRefused(refused)
  if (counts.refused > 0) process.exitCode = 1
})
