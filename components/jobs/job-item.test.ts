import { expect, test } from 'vitest'
import { doneWords, everyWords, tookWords } from './job-item'

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

test.each([
  [0, '0 ms'],
  [999, '999 ms'],
  [2_540, '2.5 s'],
  [180_000, '3 min'],
  [5 * 3_600_000, '5 h'],
  [3 * 86_400_000, '3 days'],
])('%s ms took %s', (ms, words) => {
  expect(tookWords(ms)).toBe(words)
})

test('the work done is listed by kind', () => {
  expect(doneWords({ documents: 1_200, emails: 1 })).toBe('1’200 documents, 1 alert e-mail')
  expect(doneWords({})).toBeNull()
})
