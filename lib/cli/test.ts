import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { longVariable } from '@/lib/testing/size'
import { lanes, type Stage } from './suite/stages'
import { type Ended, summary } from './suite/summary'

/** The stages that `--only` names, or all, by lane; lanes without any are left out. */
const chosen = (): readonly (readonly Stage[])[] => {
  const only = process.argv.indexOf('--only')
  if (only < 0) return lanes
  const names = (process.argv[only + 1] ?? '').split(',')
  return lanes.map((lane) => lane.filter(({ name }) => names.includes(name))).filter((lane) => lane.length > 0)
}

const timed = async ({ name, run }: Stage, folder: string, quiet: boolean): Promise<Ended> => {
  const started = performance.now()
  console.log(`\n── ${name}${quiet ? ' begins' : ''}`)
  const outcome = await run(folder, quiet)
  const ended = { name, ms: performance.now() - started, ...outcome }
  if (quiet) console.log(`── ${name} has ended: ${outcome.passed} passed, ${outcome.failed} failed`)
  return ended
}

/** Runs all stages, those of `--only`, and with `--long` everything in its full size. */
const main = async (): Promise<void> => {
  if (process.argv.includes('--long')) process.env[longVariable] = '1'
  const folder = mkdtempSync(join(tmpdir(), 'kontor-report-'))
  const started = performance.now()
  const runLane = async (lane: readonly Stage[], place: number): Promise<Ended[]> => {
    const ended: Ended[] = []
    for (const stage of lane) ended.push(await timed(stage, folder, place > 0))
    return ended
  }
  const ended = (await Promise.all(chosen().map(runLane))).flat()
  rmSync(folder, { recursive: true, force: true })
  for (const line of summary(ended, performance.now() - started)) console.log(line)
  process.exitCode = ended.length > 0 && ended.every(({ failed }) => failed === 0) ? 0 : 1
}

await main()
