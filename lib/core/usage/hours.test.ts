import { expect, test } from 'vitest'
import { usageHours } from './hours'

const one = 10n ** 12n

test('seconds, minutes and hours add up to hours, and what is not time counts nothing', () => {
  const uses = [
    { unit: 'second', quantity: 1800n * one },
    { unit: 'minute', quantity: 30n * one },
    { unit: 'hour', quantity: one / 4n },
    { unit: 'token', quantity: 10n ** 9n * one },
  ]
  expect(usageHours(uses)).toBe(one + one / 4n)
})

test('parts of an hour are rounded once, after they are added', () => {
  expect(usageHours([{ unit: 'second', quantity: one }])).toBe(277_777_778n)
  expect(usageHours(Array.from({ length: 3 }, () => ({ unit: 'second', quantity: one })))).toBe(833_333_333n)
  expect(usageHours([])).toBe(0n)
})
