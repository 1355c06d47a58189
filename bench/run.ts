import { benches } from './benches'
import type { BenchResult } from './result'
import { openStage } from './stage'

const number = (value: number | null): string =>
  value === null ? '' : value.toLocaleString('en', { maximumFractionDigits: value < 100 ? 2 : 0 })

const table = (results: readonly BenchResult[]): string => {
  const rows = results.map(({ name, value, unit, baseline, ratio, target, pass }) => [
    name,
    `${number(value)} ${unit}`,
    number(baseline),
    number(ratio),
    target,
    target === '' ? '' : pass ? 'yes' : 'NO',
  ])
  const all = [['what', 'value', 'baseline', 'ratio', 'target', 'met'], ...rows]
  const widths = (all[0] ?? []).map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)))
  return all.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).join('\n')
}

/** Runs the benchmarks, all or those named; one that fails stops no other. Exits 1 if one did, or missed a target. */
const main = async (): Promise<void> => {
  const asked = process.argv.slice(2).filter((argument) => argument !== '--json')
  const unknown = asked.filter((name) => !(name in benches))
  if (unknown.length > 0)
    throw new Error(`There is no benchmark ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}.`)
  const stage = await openStage()
  const results: BenchResult[] = []
  const failed: string[] = []
  try {
    for (const [name, bench] of Object.entries(benches)) {
      if (asked.length > 0 && !asked.includes(name)) continue
      try {
        results.push(...(await bench(stage)))
      } catch (error) {
        console.error(`The benchmark ${name} failed.`, error)
        failed.push(name)
      }
      await stage.endScene()
    }
  } finally {
    await stage.end()
  }
  console.log(process.argv.includes('--json') ? JSON.stringify(results, null, 2) : table(results))
  if (failed.length > 0) console.error(`These benchmarks failed: ${failed.join(', ')}.`)
  process.exitCode = failed.length === 0 && results.every(({ pass }) => pass) ? 0 : 1
}

main()
  .then(() => process.exit())
  .catch((error: unknown) => {
    console.error(error)
    process.exit(1)
  })
