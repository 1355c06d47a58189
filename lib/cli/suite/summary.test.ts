import { expect, test } from 'vitest'
import { broke, held, type Outcome, withExit } from './outcome'
import { readPlaywright } from './playwright-report'
import { summary } from './summary'
import { readVitest } from './vitest-report'

const timed = (count: number, of: string) =>
  Array.from({ length: count }, (_, place) => ({ name: `${of} ${place}`, ms: place * 100 }))

test('the last line counts all runners, and the ten slowest tests and files of all of them are told', () => {
  const unit: Outcome = { ...held, passed: 40, tests: timed(30, 'unit'), files: timed(3, 'file') }
  const browser: Outcome = {
    ...held,
    passed: 2,
    failed: 1,
    broken: ['it broke'],
    tests: [{ name: 'slow', ms: 61_000 }],
  }
  const lines = summary(
    [
      { ...unit, name: 'unit', ms: 2_000 },
      { ...browser, name: 'browser', ms: 62_000 },
    ],
    64_000,
  )
  expect(lines.at(-1)).toBe('42 passed, 1 failed')
  expect(lines).toContain('it broke')
  const tests = lines.slice(lines.indexOf('\n── slowest tests') + 1, lines.indexOf('\n── stages'))
  expect(tests).toHaveLength(10)
  expect(tests[0]).toBe('   61.0 s  slow')
  expect(tests[1]).toBe('    2.9 s  unit 29')
  expect(lines).toContain('   62.0 s  browser: 2 passed, 1 failed')
})

test('a runner that ended badly, or found no test, has failed', () => {
  expect(withExit(held, true).failed).toBe(0)
  expect(withExit(held, false).failed).toBe(1)
  expect(withExit({ ...held, passed: 0 }, true).failed).toBe(1)
  expect(withExit({ ...broke, failed: 3 }, false).failed).toBe(3)
})

test('of vitest, what failed is told with why, a file that did not load by itself, and a file takes as long as its hooks', () => {
  const passed = { fullName: 'holds', status: 'passed', duration: 5, failureMessages: [] }
  const failed = { fullName: 'breaks', status: 'failed', duration: 7, failureMessages: ['because'] }
  const read = readVitest(
    {
      numPassedTests: 1,
      numFailedTests: 1,
      numFailedTestSuites: 2,
      testResults: [
        { name: '/house/a.test.ts', status: 'failed', message: '', assertionResults: [passed, failed] },
        { name: '/house/b.test.ts', status: 'failed', message: 'no such module', assertionResults: [] },
      ],
    },
    { '/house/a.test.ts': 9_000 },
    '/house',
  )
  expect(read).toMatchObject({ passed: 1, failed: 1, files: [{ name: 'a.test.ts', ms: 9_000 }] })
  expect(read.broken.join()).toMatch(/breaks\s+because.*no such module/s)
  expect(read.tests).toContainEqual({ name: 'a.test.ts › breaks', ms: 7 })
})

test('of Playwright, a test that held at the second try has failed, and so has what broke outside of tests', () => {
  const once = (title: string, ms: number, message?: string) => ({
    title,
    file: 'a.spec.ts',
    ok: true,
    tests: [{ results: [{ duration: ms, ...(message ? { error: { message } } : {}) }] }],
  })
  const suites = [{ suites: [{ specs: [once('holds', 10), once('flakes', 20, 'too late')] }] }]
  const read = readPlaywright({
    stats: { expected: 1, unexpected: 0, flaky: 1 },
    errors: [{ message: 'gone' }],
    suites,
  })
  expect(read).toMatchObject({ passed: 1, failed: 2, files: [{ name: 'e2e/a.spec.ts', ms: 30 }] })
  expect(read.broken.join()).toMatch(/gone.*flakes\s+too late/s)
})
