import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkEntry, type Entry, entryKinds, foldLedger } from './ledger'

const positive = ['grant', 'topup'] as const

test.each(entryKinds.filter((kind) => kind !== 'expiration' && kind !== 'debit'))(
  'an entry of kind %s goes in one direction, and never over nothing',
  (kind) => {
    const goesIn = positive.some((each) => each === kind)
    expect(checkEntry({ grant: 'g', kind, amount: goesIn ? 1n : -1n })).toBeNull()
    expect(checkEntry({ grant: 'g', kind, amount: goesIn ? -1n : 1n })).toMatchObject({ refused: 'ledger_sign' })
    expect(checkEntry({ grant: 'g', kind, amount: 0n })).toMatchObject({ refused: 'ledger_sign' })
  },
)

test.each(['expiration', 'debit'] as const)(
  'an entry of kind %s can be taken back, and is never over nothing',
  (kind) => {
    for (const amount of [1n, -1n]) expect(checkEntry({ grant: 'g', kind, amount })).toBeNull()
    expect(checkEntry({ grant: 'g', kind, amount: 0n })).toMatchObject({ refused: 'ledger_sign' })
  },
)

test('every kind of movement arrives in its own sum', () => {
  const entries: Entry[] = [
    { grant: 'a', kind: 'topup', amount: 100n },
    { grant: 'b', kind: 'grant', amount: 7n },
    { grant: 'a', kind: 'debit', amount: -40n },
    { grant: 'a', kind: 'refund', amount: -20n },
    { grant: 'a', kind: 'adjustment', amount: -5n },
    { grant: 'a', kind: 'expiration', amount: -35n },
    { grant: 'a', kind: 'expiration', amount: 5n },
  ]
  const folds = foldLedger(entries)
  expect(folds.get('a')).toEqual({ granted: 100n, used: 40n, expired: 30n, refunded: 25n, left: 5n })
  expect(folds.get('b')).toEqual({ granted: 7n, used: 0n, expired: 0n, refunded: 0n, left: 7n })
  expect(folds.size).toBe(2)
})

test('an empty ledger has no balances', () => {
  expect(foldLedger([]).size).toBe(0)
})

const entry = fc
  .record({
    grant: fc.constantFrom('a', 'b', 'c'),
    kind: fc.constantFrom(...entryKinds),
    size: fc.bigInt(1n, 10n ** 20n),
  })
  .map(
    ({ grant, kind, size }): Entry => ({
      grant,
      kind,
      amount: positive.some((each) => each === kind) ? size : -size,
    }),
  )

test('what is left is the sum of all entries, and what was granted less everything that went out, in any order', () => {
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 40 }), (entries) => {
      const folds = foldLedger(entries)
      expect(foldLedger(entries.toReversed())).toEqual(folds)
      for (const [grant, fold] of folds) {
        const own = entries.filter((each) => each.grant === grant)
        expect(fold.left).toBe(own.reduce((sum, { amount }) => sum + amount, 0n))
        expect(fold.left).toBe(fold.granted - fold.used - fold.expired - fold.refunded)
      }
    }),
    { numRuns: 500 },
  )
})
