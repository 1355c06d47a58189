import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { latestInstant } from './latest'

const at = (second: number) => Temporal.Instant.from('2026-11-21T10:00:00Z').add({ seconds: second })

test('the latest of instants is found in any order, and one alone is the latest', () => {
  for (const seconds of [[1, 2, 3], [3, 1, 2], [2, 3, 3], [3]]) {
    expect(latestInstant(seconds.map(at)).toString()).toBe(at(3).toString())
  }
  expect(() => latestInstant([])).toThrow()
})
