import type { Outcome, Timed } from './outcome'

export type Ended = Outcome & { readonly name: string; readonly ms: number }

const shown = 10

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1).padStart(7)} s`

const slowest = (what: string, timed: readonly Timed[]): string[] => {
  const first = timed.toSorted((a, b) => b.ms - a.ms).slice(0, shown)
  return first.length === 0 ? [] : [`\n── slowest ${what}`, ...first.map(({ name, ms }) => `${seconds(ms)}  ${name}`)]
}

/** What is said at the end: what failed, what took long, what each stage counted, and the sum of it in the last line. */
export const summary = (stages: readonly Ended[], allMs: number): readonly string[] => {
  const broken = stages.flatMap((stage) => stage.broken)
  const sum = (count: 'passed' | 'failed') => stages.reduce((total, stage) => total + stage[count], 0)
  return [
    ...(broken.length > 0 ? ['\n── what failed', ...broken] : []),
    ...slowest(
      'files',
      stages.flatMap(({ files }) => files),
    ),
    ...slowest(
      'tests',
      stages.flatMap(({ tests }) => tests),
    ),
    '\n── stages',
    ...stages.map(({ name, ms, passed, failed }) => `${seconds(ms)}  ${name}: ${passed} passed, ${failed} failed`),
    `${seconds(allMs)}  altogether`,
    `${sum('passed')} passed, ${sum('failed')} failed`,
  ]
}
