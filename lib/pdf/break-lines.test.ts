import fc from 'fast-check'
import { expect, test } from 'vitest'
import { breakLines, type Measure } from './break-lines'

/** Every character one point wide. */
const counting: Measure = (text) => [...text].length

test.each([
  ['a line that fits stays whole', 'Monthly fee', 11, ['Monthly fee']],
  ['words that do not fit go to the next line', 'Monthly fee acme', 12, ['Monthly fee', 'acme']],
  ['a long name breaks after its own signs', 'team-alpha.workers', 12, ['team-alpha.', 'workers']],
  ['a word without signs breaks where it must', 'x'.repeat(25), 10, ['x'.repeat(10), 'x'.repeat(10), 'xxxxx']],
  ['nothing is one empty line', '', 10, ['']],
])('%s', (_, text, width, lines) => {
  expect(breakLines(text, width, counting)).toEqual(lines)
})

test('no line is too wide and no character but spaces is lost', () => {
  const text = fc.array(fc.string({ unit: 'binary', maxLength: 60 }), { maxLength: 8 }).map((words) => words.join(' '))
  fc.assert(
    fc.property(text, fc.integer({ min: 2, max: 40 }), (words, width) => {
      const lines = breakLines(words, width, counting)
      expect(lines.join('').replaceAll(' ', '')).toBe(words.replaceAll(' ', ''))
      for (const line of lines) expect(counting(line)).toBeLessThanOrEqual(width)
    }),
  )
})
