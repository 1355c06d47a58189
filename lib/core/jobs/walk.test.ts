import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { isWalkDue, periodStart } from './walk'

const at = (text: string) => Temporal.Instant.from(text)

test.each([
  ['hour', '2026-03-29T01:59:59.999Z', '2026-03-29T01:00:00Z'],
  ['day', '2026-03-29T01:59:59.999Z', '2026-03-29T00:00:00Z'],
  ['day', '2028-02-29T00:00:00Z', '2028-02-29T00:00:00Z'],
] as const)('the %s of %s began at %s', (every, now, start) => {
  expect(periodStart(every, at(now)).toString()).toBe(start)
})

test.each([
  ['hour', '2026-11-21T09:59:59Z', '2026-11-21T10:00:00Z', true],
  ['hour', '2026-11-21T10:00:00Z', '2026-11-21T10:59:59Z', false],
  ['day', '2026-11-20T23:59:59Z', '2026-11-21T00:00:00Z', true],
  ['day', '2026-11-21T00:00:00Z', '2026-11-21T23:59:59Z', false],
  // The clock was set back: by a little, and by more than a day.
  ['hour', '2026-11-21T10:30:00Z', '2026-11-21T10:00:00Z', false],
  ['day', '2026-12-21T10:30:00Z', '2026-11-21T10:00:00Z', true],
] as const)('once in each %s: begun at %s, at %s: %s', (every, began, now, due) => {
  expect(isWalkDue(every, at(began), at(now))).toBe(due)
})
