import { firstLines, type Outcome, type Timed } from './outcome'

type Result = { readonly duration: number; readonly error?: { readonly message?: string } }
type Spec = {
  readonly title: string
  readonly file: string
  readonly ok: boolean
  readonly tests: readonly { readonly results: readonly Result[] }[]
}
type Suite = { readonly suites?: readonly Suite[]; readonly specs?: readonly Spec[] }
export type PlaywrightReport = Suite & {
  readonly stats: { readonly expected: number; readonly unexpected: number; readonly flaky: number }
  readonly errors: readonly { readonly message?: string }[]
}

const specsOf = ({ suites = [], specs = [] }: Suite): Spec[] => [...specs, ...suites.flatMap(specsOf)]
const resultsOf = ({ tests }: Spec): readonly Result[] => tests.flatMap(({ results }) => results)
const nameOf = ({ file, title }: Spec): string => `e2e/${file} › ${title}`
const msOf = (spec: Spec): number => resultsOf(spec).reduce((sum, { duration }) => sum + duration, 0)

const brokenOf = (spec: Spec): string[] => {
  const errors = resultsOf(spec).flatMap(({ error }) => error?.message ?? [])
  return spec.ok && errors.length === 0 ? [] : [`${nameOf(spec)}\n    ${firstLines(errors.join('\n'))}`]
}

const filesOf = (specs: readonly Spec[]): Timed[] => {
  const files = new Map<string, number>()
  for (const spec of specs) files.set(spec.file, (files.get(spec.file) ?? 0) + msOf(spec))
  return [...files].map(([file, ms]) => ({ name: `e2e/${file}`, ms }))
}

/** A test that held only when it was tried again counts as failed. */
export const readPlaywright = (report: PlaywrightReport): Outcome => {
  const { stats, errors } = report
  const specs = specsOf(report)
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    broken: [...errors.map(({ message = '' }) => firstLines(message)), ...specs.flatMap(brokenOf)],
    tests: specs.map((spec) => ({ name: nameOf(spec), ms: msOf(spec) })),
    files: filesOf(specs),
  }
}
