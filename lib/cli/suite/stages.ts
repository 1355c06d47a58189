import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { execute } from './execute'
import { fileTimesVariable } from './file-times'
import { broke, held, type Outcome, withExit } from './outcome'
import { readPlaywright } from './playwright-report'
import { readVitest } from './vitest-report'

export type Stage = {
  readonly name: string
  /** @param folder for reports. @param quiet see {@link execute}. */
  readonly run: (folder: string, quiet: boolean) => Promise<Outcome>
}

const bin = (name: string): string => join('node_modules', '.bin', name)
const json = (file: string) => JSON.parse(readFileSync(file, 'utf8'))

/** What a runner reported; one that left no report failed. */
const reported = (ok: boolean, read: () => Outcome): Outcome => {
  try {
    return withExit(read(), ok)
  } catch {
    return broke
  }
}

/** A check that either holds or does not counts as one test. */
const check = (name: string, command: string, args: readonly string[]): Stage => ({
  name,
  run: async (_, quiet) => ((await execute({ command: bin(command), args, quiet })) ? held : broke),
})

const vitest = (name: string, projects: readonly string[], more: readonly string[] = []): Stage => ({
  name,
  run: async (folder, quiet) => {
    const [report, times] = [join(folder, `${name}.json`), join(folder, `${name}-files.json`)]
    const reporters = ['default', 'json', './lib/cli/suite/file-times.ts'].map((each) => `--reporter=${each}`)
    const args = [
      'run',
      ...projects.map((each) => `--project=${each}`),
      ...reporters,
      `--outputFile.json=${report}`,
      ...more,
    ]
    const env = { [fileTimesVariable]: times }
    const ok = await execute({ command: bin('vitest'), args, env, quiet })
    return reported(ok, () => readVitest(json(report), json(times), process.cwd()))
  },
})

const browser: Stage = {
  name: 'browser',
  run: async (folder, quiet) => {
    const report = join(folder, 'browser.json')
    const env = { PLAYWRIGHT_JSON_OUTPUT_NAME: report }
    const ok = await execute({ command: bin('playwright'), args: ['test', '--reporter=list,json'], env, quiet })
    return reported(ok, () => readPlaywright(json(report)))
  },
}

/**
 * Lanes run side by side, the stages of a lane one after the other; what the first lane does is shown while it runs.
 * Integration tests wait for the database and browser tests for pages, half of the time: together they leave no core
 * idle, and neither waits for what it does not need.
 */
export const lanes: readonly (readonly Stage[])[] = [
  [check('build', 'tsx', ['lib/cli/build-pages.ts']), browser],
  [
    check('types', 'tsc', ['--noEmit']),
    check('core-types', 'tsc', ['--noEmit', '-p', 'lib/core']),
    check('lint', 'biome', ['check', '--error-on-warnings', '.']),
    vitest('unit', ['unit', 'apart']),
    vitest('integration', ['integration', 'integration-apart'], ['--maxWorkers=2']),
  ],
]
