import { expect, test } from 'vitest'
import { attemptWords, replaySaid } from './words'

test.each([
  ['failing', 'failing', false, 'It still fails'],
  ['done', 'failing', false, 'The replay failed'],
  ['failing', 'done', true, 'Replayed, and done'],
  ['failing', 'ignored', true, 'Replayed: there is nothing to do'],
  ['ignored', 'done', true, 'Replayed, and done'],
  ['done', 'done', true, 'Replayed: nothing was done twice'],
] as const)(
  'the replay of an event that was %s and is %s then is told as what it is',
  (before, outcome, good, title) => {
    expect(replaySaid({ before, outcome, sentence: 'The credit was given.' })).toEqual({
      good,
      title,
      text: 'The credit was given.',
    })
  },
)

test('attempts are counted in words', () => {
  expect([attemptWords(1), attemptWords(4)]).toEqual(['1 attempt', '4 attempts'])
})
