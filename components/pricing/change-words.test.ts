import { expect, test } from 'vitest'
import { percentWords, typedChange } from './change-words'

test.each([
  ['20', '+20 %'],
  ['-0.5', '−0.5 %'],
  ['1234.5', '+1’234.5 %'],
  ['0', 'under 0.01 %'],
])('%s per cent is written %s', (percent, words) => {
  expect(percentWords(percent)).toBe(words)
})

test.each([
  ['49.00', '58.8', 'Now 49.00 · +20 %'],
  ['49.00', '49', 'Now 49.00 · unchanged'],
  ['0.0125', '0.01', 'Now 0.0125 · −20 %'],
  ['0.00', '5', 'Now 0.00 · raised'],
  ['49.00', 'abc', 'Now 49.00'],
  [undefined, '5', 'New'],
  [undefined, '', null],
])('published at %s and typed as %s reads %s', (published, typed, words) => {
  expect(typedChange(published, typed)).toBe(words)
})
