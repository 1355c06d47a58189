import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nextStandingAt, standingAt, worstStanding } from './standing'

const day = 24n * 3600n * 1_000_000_000n
const since = 1_000n * day

test.each([
  [0n, 'past_due'],
  [7n * day - 1n, 'past_due'],
  [7n * day, 'degraded'],
  [14n * day - 1n, 'degraded'],
  [14n * day, 'unpaid'],
  [400n * day, 'unpaid'],
] as const)('%d nanoseconds after an invoice was left unpaid the standing is %s', (passed, standing) => {
  expect(standingAt(since, since + passed)).toBe(standing)
})

test('who owes nothing is in good standing, at any time', () => {
  expect(standingAt(null, since)).toBe('good')
  expect(nextStandingAt(null, since)).toBeNull()
})

test('the standing changes exactly when it was said to, and not before', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, 14n * day - 1n), (passed) => {
      const now = since + passed
      const next = nextStandingAt(since, now)
      if (next === null) throw new Error('it changes within the fourteen days')
      expect(next > now).toBe(true)
      expect(standingAt(since, next - 1n)).toBe(standingAt(since, now))
      expect(standingAt(since, next)).not.toBe(standingAt(since, now))
    }),
  )
  expect(nextStandingAt(since, since + 14n * day)).toBeNull()
})

test('an org stands as its worst subscription does', () => {
  expect(worstStanding([])).toBe('good')
  expect(worstStanding(['past_due', 'unpaid', 'good', 'degraded'])).toBe('unpaid')
  expect(worstStanding(['good', 'past_due'])).toBe('past_due')
})
