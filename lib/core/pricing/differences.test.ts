import fc from 'fast-check'
import { expect, test } from 'vitest'
import { minor, pico } from '@/lib/core/money/amount'
import { differences, percentChange } from './differences'
import type { PriceSet } from './price-set'

const amount = fc.bigInt(0n, 10n ** 15n)
const name = fc.constantFrom('a', 'b', 'c', 'd')
const sets: fc.Arbitrary<PriceSet> = fc.record({
  monthlyFee: amount.map(minor),
  setupFee: amount.map(minor),
  skills: fc.uniqueArray(fc.tuple(name, amount.map(pico)), { selector: ([key]) => key }).map((all) => new Map(all)),
  meters: fc
    .uniqueArray(
      fc.tuple(
        name,
        amount.map((price) => ({ unit: 'second', price: pico(price) })),
      ),
      {
        selector: ([key]) => key,
      },
    )
    .map((all) => new Map(all)),
})

const prices = (over: Partial<PriceSet>): PriceSet => ({
  monthlyFee: minor(4_900n),
  setupFee: minor(9_900n),
  skills: new Map([['ocr', pico(100_000_000_000n)]]),
  meters: new Map([['doc.pages', { unit: 'page', price: pico(12_500_000_000n) }]]),
  ...over,
})

test('each price says what became of it, by how much, fees first and then by name', () => {
  const after = prices({
    monthlyFee: minor(5_390n),
    skills: new Map([['translate', pico(250_000_000_000n)]]),
    meters: new Map([['doc.pages', { unit: 'sheet', price: pico(12_500_000_000n) }]]),
  })
  const all = differences(prices({}), after).map(({ kind, name: of, before, after: to, change, percent }) =>
    [kind, of, before, to, change, percent].join(' '),
  )
  expect(all).toEqual([
    'monthly_fee  49.00 53.90 raised 10',
    'setup_fee  99.00 99.00 unchanged ',
    'skill ocr 0.10  removed ',
    'skill translate  0.25 added ',
    'meter doc.pages 0.0125 0.0125 unit ',
  ])
})

test.each([
  [100n, 110n, '10'],
  [3n, 4n, '33.33'],
  [4n, 3n, '-25'],
  [8n, 0n, '-100'],
  [10n ** 9n, 10n ** 9n + 1n, '0'],
  [0n, 5n, null],
])('from %s to %s is %s per cent', (before, after, percent) => {
  expect(percentChange(before, after)).toBe(percent)
})

test('a set does not differ from itself, and everything is added to nothing', () => {
  fc.assert(
    fc.property(sets, (set) => {
      expect(differences(set, set).every(({ change }) => change === 'unchanged')).toBe(true)
      expect(differences(null, set).every(({ change, before }) => change === 'added' && before === null)).toBe(true)
    }),
  )
})

test('read the other way round, what was added is removed and what was raised is lowered', () => {
  const opposite = { added: 'removed', removed: 'added', raised: 'lowered', lowered: 'raised' } as const
  fc.assert(
    fc.property(sets, sets, (a, b) => {
      const back = differences(b, a)
      for (const [index, there] of differences(a, b).entries()) {
        const turned = there.change in opposite ? opposite[there.change as keyof typeof opposite] : there.change
        expect(back[index]).toMatchObject({ before: there.after, after: there.before, change: turned })
      }
    }),
  )
})
