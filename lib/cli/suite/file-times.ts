import { writeFileSync } from 'node:fs'
import type { Reporter, TestModule } from 'vitest/node'

/** Where the times are written to, as an object of milliseconds by file. */
export const fileTimesVariable = 'KONTOR_FILE_TIMES'

/** A reporter of how long each test file took, with its imports and hooks: storms do all their work in a hook. */
export default class FileTimes implements Reporter {
  readonly #times: Record<string, number> = {}

  onTestModuleEnd(module: TestModule): void {
    const { setupDuration, collectDuration, duration } = module.diagnostic()
    this.#times[module.moduleId] = Math.round(setupDuration + collectDuration + duration)
  }

  onTestRunEnd(): void {
    const file = process.env[fileTimesVariable]
    if (file) writeFileSync(file, JSON.stringify(this.#times))
  }
}
