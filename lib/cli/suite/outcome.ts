/** A test, or a file of tests with all that it did around them, and how long it took. */
export type Timed = { readonly name: string; readonly ms: number }

/** What a runner counted and measured; `broken` names what failed, to be said once more at the end. */
export type Outcome = {
  readonly passed: number
  readonly failed: number
  readonly broken: readonly string[]
  readonly tests: readonly Timed[]
  readonly files: readonly Timed[]
}

export const held: Outcome = { passed: 1, failed: 0, broken: [], tests: [], files: [] }
export const broke: Outcome = { ...held, passed: 0, failed: 1 }

/** The first lines of an error: enough to know it again. */
export const firstLines = (text: string): string => text.split('\n').slice(0, 12).join('\n    ')

/** A runner that failed counts at least one failure, and one that found no test is a failure too. */
export const withExit = (outcome: Outcome, ok: boolean): Outcome => {
  const { passed, failed } = outcome
  return { ...outcome, failed: failed === 0 && (!ok || passed === 0) ? 1 : failed }
}
