import { expect, test } from 'vitest'
import { printable } from './printable'

const latin = (codePoint: number): boolean => codePoint < 0x250

test.each([
  ['control characters and line ends become a space', 'a\u0000b\r\nc\u2028d\u0085e', 'a b c d e'],
  ['direction and zero-width characters are removed', 'in\u202evoice\u200b\u2066!', 'invoice!'],
  ['decomposed letters are composed', 'Mu\u0308ller', 'Müller'],
  ['characters without a shape show that something stood there', 'a 😀 שלום', 'a □ □□□□'],
  ['markup is printed as it was written', '<b>&amp;</b>', '<b>&amp;</b>'],
  ['lone halves of a character are removed', 'a\ud800b', 'ab'],
])('%s', (_, text, printed) => {
  expect(printable(text, latin)).toBe(printed)
})
