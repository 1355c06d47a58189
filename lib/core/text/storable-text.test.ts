import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isStorableText } from './storable-text'

it.each([
  '',
  'plain',
  'Zürich',
  '🙂',
  '\ud83d\ude42',
  'line\nbreak',
  'a\\u0000b',
  '\\ud83d',
  '\ufffd',
  '\ufeff',
  '\u0001',
])('takes %j', (text) => {
  expect(isStorableText(text)).toBe(true)
})

it.each(['\u0000', 'a\u0000', '\ud83d', 'a\ud83d', '\ude42\ud83d', '\ud83d\ud83d\ude42', '\udfff'])(
  'refuses %j',
  (text) => {
    expect(isStorableText(text)).toBe(false)
  },
)

it('takes what comes through UTF-8 unchanged, and nothing else, where no character is zero', () => {
  const units = fc.array(fc.oneof(fc.integer({ min: 1, max: 0xffff }), fc.integer({ min: 0xd7f0, max: 0xe010 })))
  fc.assert(
    fc.property(units, (codes) => {
      const text = String.fromCharCode(...codes)
      expect(isStorableText(text)).toBe(Buffer.from(text, 'utf8').toString('utf8') === text)
    }),
    { numRuns: 2000 },
  )
})
