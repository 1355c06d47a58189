import { relative } from 'node:path'
import { firstLines, type Outcome } from './outcome'

type Assertion = {
  readonly fullName: string
  readonly status: string
  readonly duration?: number | null
  readonly failureMessages: readonly string[]
}
type File = {
  readonly name: string
  readonly status: string
  readonly message: string
  readonly assertionResults: readonly Assertion[]
}
export type VitestReport = {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numFailedTestSuites: number
  readonly testResults: readonly File[]
}

/** The tests of a file that failed, with why; of one that failed without any, the file. */
const brokenIn = ({ name, status, message, assertionResults }: File): string[] => {
  const failed = assertionResults.filter((each) => each.status === 'failed')
  if (failed.length === 0) return status === 'failed' ? [`${name}\n    ${firstLines(message)}`] : []
  return failed.map((each) => `${name} › ${each.fullName}\n    ${firstLines(each.failureMessages.join('\n'))}`)
}

/** @param fileMs how long each file took, with its imports and hooks. */
export const readVitest = (report: VitestReport, fileMs: Readonly<Record<string, number>>, root: string): Outcome => {
  const { numPassedTests: passed, numFailedTests, numFailedTestSuites, testResults } = report
  return {
    passed,
    failed: Math.max(numFailedTests, numFailedTestSuites > 0 ? 1 : 0),
    broken: testResults.flatMap(brokenIn),
    tests: testResults.flatMap(({ name, assertionResults }) =>
      assertionResults.map(({ fullName, duration }) => ({
        name: `${relative(root, name)} › ${fullName}`,
        ms: duration ?? 0,
      })),
    ),
    files: Object.entries(fileMs).map(([name, ms]) => ({ name: relative(root, name), ms })),
  }
}
