import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LongNumber } from '@/lib/core/money/wire-number'
import { mostLongNumbers, parseJson } from './parse-json'

const long = (text: string) => new LongNumber(text)

test.each([
  ['9007199254740993', long('9007199254740993')],
  ['9007199254740992', 9007199254740992],
  ['12345678901234.567891', long('12345678901234.567891')],
  ['0.30000000000000004', 0.1 + 0.2],
  ['1e400', long('1e400')],
  ['1e-400', long('1e-400')],
  ['-12345678901234567.5', long('-12345678901234567.5')],
  ['1.50000000000000000000', 1.5],
  ['"9007199254740993"', '9007199254740993'],
  ['"a: 9007199254740993, \\": 9007199254740993"', 'a: 9007199254740993, ": 9007199254740993'],
])('%s is parsed to what it says', (text, right) => {
  expect(parseJson(`{"quantity":${text}}`)).toEqual({ quantity: right })
  expect(parseJson(`[ ${text} , 1.25]`)).toEqual([right, 1.25])
  expect(parseJson(`{"a":{"b":[{"c":\n${text}\n}]}}`)).toEqual({ a: { b: [{ c: right }] } })
})

test('whatever JSON can be made of values is parsed as JSON.parse does, long numbers beside it or not', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      const json = JSON.stringify(value)
      fc.pre(!/\\u0000|\\ud[89a-f]/i.test(json))
      const plain: unknown = JSON.parse(json)
      expect(parseJson(json)).toEqual(plain)
      expect(parseJson(`[9007199254740993, ${json}]`)).toEqual([long('9007199254740993'), plain])
    }),
    { numRuns: 2000 },
  )
})

test.each(['{9007199254740993:1}', '[9007199254740993', '[09007199254740993.1]', '[--9007199254740993]'])(
  'what is no JSON stays none: %s',
  (text) => {
    expect(() => parseJson(text)).toThrow('not well-formed')
  },
)

test('a megabyte of digits, or of escapes in a string, is read in linear time', () => {
  expect(parseJson(`[${'1'.repeat(1_000_000)}]`)).toEqual([long('1'.repeat(1_000_000))])
  expect(parseJson(`[9007199254740993,"${'\\n'.repeat(500_000)}"]`)).toHaveLength(2)
  expect(parseJson(`[9007199254740993,0.${'0'.repeat(1_000_000)}1]`)).toHaveLength(2)
})

test('a body may have many long numbers, but no more than are read in an instant', () => {
  const numbers = (count: number) => `[${Array.from({ length: count }, () => '12345678901234567').join()}]`
  expect(parseJson(numbers(mostLongNumbers))).toHaveLength(mostLongNumbers)
  expect(() => parseJson(numbers(mostLongNumbers + 1))).toThrow('send them as text')
})
