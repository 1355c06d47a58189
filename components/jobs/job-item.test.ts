import { expect, test } from 'vitest'
import { countWords, everyWords } from './job-item'

test.each([
  [500, 'several times a second'],
  [1_000, 'every second'],
  [5_000, 'every 5 seconds'],
  [60_000, 'every minute'],
  [120_000, 'every 2 minutes'],
  [3_600_000, 'every hour'],
])('%s ms are told as %s', (everyMs, words) => {
  expect(everyWords(everyMs)).toBe(words)
})

test('counts are told in words', () => {
  expect([countWords(1, ['call', 'calls']), countWords(0, ['call', 'calls'])]).toEqual(['1 call', '0 calls'])
})
