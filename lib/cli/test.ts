import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What a stage counted; `broken` names what failed, to be said once more at the end. */
type Count = { readonly passed: number; readonly failed: number; readonly broken?: readonly string[] }
type Stage = { readonly name: string; readonly run: (folder: string) => Promise<Count> }

const bin = (name: string): string => join('node_modules', '.bin', name)

const execute = (command: string, args: readonly string[], env: Record<string, string> = {}): Promise<boolean> =>
  new Promise((done) => {
    const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, ...env } })
    child.once('error', () => done(false))
    child.once('exit', (code) => done(code === 0))
  })

/** A check that either holds or does not counts as one test. */
const check = (name: string, command: string, args: readonly string[]): Stage => ({
  name,
  run: async () => ((await execute(command, args)) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }),
})

type VitestReport = {
  numPassedTests: number
  numFailedTests: number
  numFailedTestSuites: number
  testResults: {
    name: string
    status: string
    message: string
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[]
  }[]
}

const firstLines = (text: string): string => text.split('\n').slice(0, 12).join('\n    ')

/** The tests that failed, with why; of a file that failed without one, the file. */
const brokenTests = ({ testResults }: VitestReport): string[] =>
  testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((each) => each.status === 'failed')
    if (failed.length === 0) return status === 'failed' ? [`${name}\n    ${firstLines(message)}`] : []
    return failed.map((each) => `${name} › ${each.fullName}\n    ${firstLines(each.failureMessages.join('\n'))}`)
  })

const vitest = (project: string): Stage => ({
  name: project,
  run: async (folder) => {
    const report = join(folder, `${project}.json`)
    const args = ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
    const ok = await execute(bin('vitest'), args)
    return readCount(ok, report, (text) => {
      const found = JSON.parse(text) as VitestReport
      const failed = Math.max(found.numFailedTests, found.numFailedTestSuites > 0 ? 1 : 0)
      return { passed: found.numPassedTests, failed, broken: brokenTests(found) }
    })
  },
})

type PlaywrightSuite = {
  suites?: PlaywrightSuite[]
  specs?: { title: string; file: string; ok: boolean; tests: { results: { error?: { message?: string } }[] }[] }[]
}
type PlaywrightReport = PlaywrightSuite & {
  stats: { expected: number; unexpected: number; flaky: number }
  errors: unknown[]
}

const brokenSpecs = ({ suites = [], specs = [] }: PlaywrightSuite): string[] => [
  ...specs
    .filter(({ ok, tests }) => !ok || tests.some(({ results }) => results.some(({ error }) => error)))
    .map(({ file, title, tests }) => {
      const errors = tests.flatMap(({ results }) => results.flatMap(({ error }) => error?.message ?? []))
      return `${file} › ${title}\n    ${firstLines(errors.join('\n'))}`
    }),
  ...suites.flatMap(brokenSpecs),
]

const browser: Stage = {
  name: 'browser',
  run: async (folder) => {
    const report = join(folder, 'browser.json')
    const ok = await execute(bin('playwright'), ['test', '--reporter=list,json'], {
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
    })
    return readCount(ok, report, (text) => {
      const found = JSON.parse(text) as PlaywrightReport
      const { expected, unexpected, flaky } = found.stats
      return { passed: expected, failed: unexpected + flaky + found.errors.length, broken: brokenSpecs(found) }
    })
  },
}

/** A runner that failed counts at least one failure, and one that found no test is a failure too. */
const readCount = (ok: boolean, report: string, read: (text: string) => Count): Count => {
  try {
    const { passed, failed, broken } = read(readFileSync(report, 'utf8'))
    return { passed, failed: failed === 0 && (!ok || passed === 0) ? 1 : failed, ...(broken && { broken }) }
  } catch {
    return { passed: 0, failed: 1 }
  }
}

const stages: readonly Stage[] = [
  check('types', bin('tsc'), ['--noEmit']),
  check('core-types', bin('tsc'), ['--noEmit', '-p', 'lib/core']),
  check('lint', bin('biome'), ['check', '--error-on-warnings', '.']),
  vitest('unit'),
  vitest('integration'),
  check('build', bin('tsx'), ['lib/cli/build-pages.ts']),
  browser,
]

const chosen = (): readonly Stage[] => {
  const only = process.argv.indexOf('--only')
  if (only < 0) return stages
  const names = (process.argv[only + 1] ?? '').split(',')
  return stages.filter(({ name }) => names.includes(name))
}

const main = async (): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'kontor-report-'))
  const total = { passed: 0, failed: 0 }
  const lines: string[] = []
  const allBroken: string[] = []
  for (const { name, run } of chosen()) {
    const started = performance.now()
    console.log(`\n── ${name}`)
    const { passed, failed, broken = [] } = await run(folder)
    total.passed += passed
    total.failed += failed
    allBroken.push(...broken)
    lines.push(
      `${name.padEnd(12)} ${passed} passed, ${failed} failed, ${Math.round((performance.now() - started) / 1000)} s`,
    )
  }
  rmSync(folder, { recursive: true, force: true })
  if (allBroken.length > 0) console.log(`\n── what failed\n${allBroken.join('\n')}`)
  console.log(`\n${lines.join('\n')}`)
  console.log(`${total.passed} passed, ${total.failed} failed`)
  process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1
}

await main()
