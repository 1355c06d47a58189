import fc from 'fast-check'
import { expect, test } from 'vitest'
import { acceptedLanguages, mostAcceptedCharacters, mostAcceptedLanguages } from './accepted-languages'

const tag = fc.stringMatching(/^[a-z]{2,3}(-[A-Z]{2})?(-x-[a-z]{1,8})?$/)
const weighted = fc.tuple(tag, fc.constantFrom('', ';q=0.9', ';q=0.1', ';q=1')).map(([name, weight]) => name + weight)

test('however long the header is, no more than a handful of languages is matched', () => {
  const header = fc.oneof(
    fc.array(weighted, { minLength: 0, maxLength: 4_000, size: 'max' }).map((tags) => tags.join(',')),
    fc.string({ maxLength: 20_000, size: 'max' }),
  )
  fc.assert(
    fc.property(header, (accepted) => {
      const languages = acceptedLanguages(accepted)
      expect(languages.length).toBeLessThanOrEqual(mostAcceptedLanguages)
      expect(languages.join('').length).toBeLessThanOrEqual(mostAcceptedCharacters)
    }),
    { numRuns: 50 },
  )
})

test('a header as browsers send it is read whole', () => {
  const short = fc.array(tag, { minLength: 1, maxLength: 8 }).filter((tags) => tags.join(',').length <= 200)
  fc.assert(
    fc.property(short, (tags) => {
      expect(acceptedLanguages(tags.join(','))).toEqual(tags)
    }),
  )
  expect(acceptedLanguages('rm-CH, it-CH;q=0.8, *;q=0.5, en;q=0.9')).toEqual(['rm-CH', 'en', 'it-CH'])
})

test('an entry that lies across the end is not read in half', () => {
  const before = Array.from({ length: 10 }, (_, index) => `xx-x-${'abcdefghij'[index]}${'z'.repeat(7)}-zzzzzzzz`).join(
    ',',
  )
  const accepted = `${before},de-x-${Array(6).fill('qqqqqqqq').join('-')}`
  expect(before.length).toBeLessThan(mostAcceptedCharacters)
  expect(accepted.length).toBeGreaterThan(mostAcceptedCharacters)
  expect(acceptedLanguages(accepted)).toHaveLength(10)
})
