import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson } from './canonical'

type Json = string | number | boolean | null | Json[] | { [key: string]: Json }
const { value: values } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.string({ unit: 'grapheme' }),
    fc.maxSafeInteger(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 6, noNullPrototype: true }),
  ),
}))

/** The same value with the keys of every object written in another order. */
const reversed = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(reversed)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, part]) => [key, reversed(part)]),
  )
}

test('the order of keys does not matter', () => {
  fc.assert(
    fc.property(values, (value) => {
      expect(canonicalJson(reversed(value))).toBe(canonicalJson(value))
    }),
  )
})

test('the text is JSON that says the same, and writing what was read gives the same text', () => {
  fc.assert(
    fc.property(values, (value) => {
      const text = canonicalJson(value)
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
      expect(canonicalJson(JSON.parse(text))).toBe(text)
    }),
  )
})

test('values with the same text are the same', () => {
  const few = fc.oneof(fc.constantFrom<Json[]>('', '1', 1, null, 'null', [], {}, [null], { a: 1 }, { a: '1' }), values)
  fc.assert(
    fc.property(few, few, (a, b) => {
      if (canonicalJson(a) === canonicalJson(b)) expect(a).toEqual(b)
    }),
  )
})

test.each([
  [{ b: 1, a: [true, null, 'x"\n'], '': {} }, '{"":{},"a":[true,null,"x\\"\\n"],"b":1}'],
  [{ a: undefined, b: -0 }, '{"b":0}'],
  [{ 10: 'ten', 9: 'nine', é: 1, z: 2 }, '{"10":"ten","9":"nine","z":2,"é":1}'],
  [[], '[]'],
])('%j is written %s', (value, text) => {
  expect(canonicalJson(value)).toBe(text)
})

test.each([0.1, 1e21, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])(
  '%s is refused: it has more than one spelling',
  (number) => {
    expect(() => canonicalJson({ a: [number] })).toThrow(RangeError)
  },
)

test('what JSON cannot say is refused, never left out of a list', () => {
  expect(() => canonicalJson({ a: 1n })).toThrow(TypeError)
  expect(() => canonicalJson([undefined])).toThrow(TypeError)
  expect(() => canonicalJson(undefined)).toThrow(TypeError)
})
