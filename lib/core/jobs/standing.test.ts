import { expect, test } from 'vitest'
import { jobStanding } from './standing'

const [minute, hour] = [60_000n, 3_600_000n]
const now = 1_000n * hour
const well = { endedAt: now - minute, failed: false }
const of = (over: Partial<Parameters<typeof jobStanding>[0]>) =>
  jobStanding({ running: false, last: well, since: null, lateMinutes: 10, now, ...over })

test.each([
  ['well', {}],
  ['running', { running: true, last: { ...well, failed: true } }],
  ['never', { last: null }],
  ['failing', { last: { ...well, failed: true } }],
  ['well', { since: now - 10n * minute }],
  ['late', { since: now - 10n * minute - 1n }],
  ['well', { last: { endedAt: now - 26n * hour, failed: false } }],
  ['missed', { last: { endedAt: now - 26n * hour - 1n, failed: false } }],
  ['late', { last: { endedAt: 0n, failed: false }, since: 0n }],
] as const)('a job is %s', (standing, over) => {
  expect(of(over)).toBe(standing)
})
