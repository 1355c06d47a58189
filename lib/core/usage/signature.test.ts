import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { inputSignature, isRepeat, type OperationInput } from './signature'

const nasty = ['', ',', '"', '\\', '","', '],[', '[]', '1', 'a', 'a,1', 'é', 'e\u0301', '\u0000', '\ud800', '\\ud800']
const texts = fc.oneof(fc.constantFrom(...nasty), fc.string({ unit: 'binary' }))
const few = fc.record({
  name: fc.constantFrom('a', 'a,1', 'a","1'),
  size: fc.constantFrom(1, 11),
  digest: fc.constantFrom('b', '1,b', '1","b'),
})
const many = fc.record({ name: texts, size: fc.maxSafeNat(), digest: texts })
const inputs = fc.oneof({ weight: 3, arbitrary: few }, { weight: 1, arbitrary: many })
const sets = fc.array(inputs, { maxLength: 4 })

const equal = (a: OperationInput, b: OperationInput): boolean =>
  a.name === b.name && a.size === b.size && a.digest === b.digest
const within = (some: readonly OperationInput[], all: readonly OperationInput[]): boolean =>
  some.every((each) => all.some((other) => equal(each, other)))

test('the same set in any order and with repeats has the same text', () => {
  fc.assert(
    fc.property(
      sets.chain((set) => fc.tuple(fc.constant(set), fc.shuffledSubarray(set, { minLength: set.length }), fc.nat(6))),
      ([set, shuffled, repeats]) => {
        expect(inputSignature([...shuffled, ...set.slice(0, repeats)])).toBe(inputSignature(set))
      },
    ),
  )
})

test('different sets have different texts, whatever the names are', () => {
  fc.assert(
    fc.property(sets, sets, (a, b) => {
      const same = within(a, b) && within(b, a)
      expect(inputSignature(a) === inputSignature(b)).toBe(same)
    }),
    { numRuns: 2000 },
  )
})

test('a set that differs in one field of one input has another text', () => {
  fc.assert(
    fc.property(sets, inputs, inputs, fc.constantFrom('name', 'size', 'digest'), (set, input, other, field) => {
      const changed = { ...input, [field]: other[field] }
      const a = [...set, input]
      const b = [...set, changed]
      expect(inputSignature(a) === inputSignature(b)).toBe(within(a, b) && within(b, a))
    }),
  )
})

test.each<[OperationInput[], OperationInput[]]>([
  [[], [{ name: '', size: 0, digest: '' }]],
  [[{ name: 'a', size: 1, digest: 'b' }], [{ name: 'a', size: 11, digest: 'b' }]],
  [[{ name: 'a,1', size: 1, digest: 'b' }], [{ name: 'a', size: 1, digest: '1,b' }]],
  [[{ name: 'a","1', size: 1, digest: 'b' }], [{ name: 'a', size: 1, digest: '1","b' }]],
  [[{ name: 'a', size: 1, digest: 'b' }], [{ name: 'b', size: 1, digest: 'a' }]],
  [[{ name: '\ud800', size: 1, digest: '' }], [{ name: '\\ud800', size: 1, digest: '' }]],
  [[{ name: 'é', size: 1, digest: '' }], [{ name: 'e\u0301', size: 1, digest: '' }]],
])('%j is told apart from %j', (a, b) => {
  expect(inputSignature(a)).not.toBe(inputSignature(b))
})

test('a size that is no whole number has no signature', () => {
  expect(() => inputSignature([{ name: 'a', size: 0.5, digest: 'b' }])).toThrow(RangeError)
})

const seen = Temporal.Instant.from('2026-03-29T00:58:00Z')

test.each([
  ['the same instant', { nanoseconds: 0 }, true],
  ['a nanosecond short of five minutes', { minutes: 5, nanoseconds: -1 }, true],
  ['five minutes', { minutes: 5 }, false],
  ['a day', { hours: 24 }, false],
  ['before it was seen', { nanoseconds: -1 }, false],
])(
  'that it repeats after %s is known',
  (_, { minutes = 0, hours = 0, nanoseconds = 0 }: Temporal.DurationLikeObject, repeats) => {
    expect(isRepeat(seen, seen.add({ hours, minutes }).add({ nanoseconds }))).toBe(repeats)
  },
)

test('what was never seen is no repeat', () => {
  expect(isRepeat(null, seen)).toBe(false)
})

test('it repeats for exactly five minutes, from whenever it was seen', () => {
  const fiveMinutes = 300_000_000_000n
  const edges = fc.constantFrom(-1n, 0n, fiveMinutes - 1n, fiveMinutes)
  const passes = fc.oneof(edges, fc.bigInt(-fiveMinutes, 2n * fiveMinutes))
  fc.assert(
    fc.property(fc.bigInt(0n, 10n ** 18n), passes, (at, passed) => {
      const repeats = isRepeat(new Temporal.Instant(at), new Temporal.Instant(at + passed))
      expect(repeats).toBe(passed >= 0n && passed < fiveMinutes)
    }),
  )
})
