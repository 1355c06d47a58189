import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pico } from '@/lib/core/money/amount'
import { isPaid, type Source, waterfall } from './waterfall'

const money = (id: string, available: bigint | null): Source => ({ id, kind: 'credits', measure: 'money', available })
const units = (id: string, available: bigint): Source => ({ id, kind: 'plan_quota', measure: 'units', available })
const fall = (amount: bigint, count: bigint, sources: readonly Source[]) => {
  const { parts, left } = waterfall({ amount: pico(amount), units: count }, sources)
  return [...parts.map((part) => [part.source, part.amount, part.units]), ['left', left.amount, left.units]]
}

type Row = readonly [string, bigint, bigint, readonly Source[], readonly (readonly [string, bigint, bigint])[]]
const rows: readonly Row[] = [
  [
    'the first source pays all it can',
    5n,
    0n,
    [money('a', 9n), money('b', 9n)],
    [
      ['a', 5n, 0n],
      ['left', 0n, 0n],
    ],
  ],
  [
    'the next one pays the rest',
    12n,
    0n,
    [money('a', 9n), money('b', 9n)],
    [
      ['a', 9n, 0n],
      ['b', 3n, 0n],
      ['left', 0n, 0n],
    ],
  ],
  [
    'what none takes is left',
    20n,
    0n,
    [money('a', 9n), money('b', 9n)],
    [
      ['a', 9n, 0n],
      ['b', 9n, 0n],
      ['left', 2n, 0n],
    ],
  ],
  [
    'an empty source is passed over',
    5n,
    0n,
    [money('a', 0n), money('b', 9n)],
    [
      ['b', 5n, 0n],
      ['left', 0n, 0n],
    ],
  ],
  [
    'a source below zero is passed over',
    5n,
    0n,
    [money('a', -3n), money('b', 9n)],
    [
      ['b', 5n, 0n],
      ['left', 0n, 0n],
    ],
  ],
  [
    'a source without end takes everything',
    10n ** 30n,
    0n,
    [money('a', null)],
    [
      ['a', 10n ** 30n, 0n],
      ['left', 0n, 0n],
    ],
  ],
  ['a charge of nothing draws nothing', 0n, 0n, [money('a', 9n)], [['left', 0n, 0n]]],
  ['without sources all is left', 5n, 2n, [], [['left', 5n, 2n]]],
  [
    'a quota covers the same share of money',
    10n,
    4n,
    [units('q', 1n), money('b', 99n)],
    [
      ['q', 2n, 1n],
      ['b', 8n, 3n],
      ['left', 0n, 0n],
    ],
  ],
  [
    'a share is rounded down, for the next source',
    10n,
    3n,
    [units('q', 1n), money('b', 99n)],
    [
      ['q', 3n, 1n],
      ['b', 7n, 2n],
      ['left', 0n, 0n],
    ],
  ],
  [
    'money covers the same share of units',
    10n,
    4n,
    [money('a', 5n), units('q', 99n)],
    [
      ['a', 5n, 2n],
      ['q', 5n, 2n],
      ['left', 0n, 0n],
    ],
  ],
  ['units do not pay for what is counted in money alone', 5n, 0n, [units('q', 99n)], [['left', 5n, 0n]]],
  [
    'money pays for units that cost nothing',
    0n,
    4n,
    [money('a', 1n)],
    [
      ['a', 0n, 4n],
      ['left', 0n, 0n],
    ],
  ],
]

const amount = fc.oneof(fc.bigInt(0n, 12n), fc.bigInt(0n, 10n ** 18n))
const charges = fc.record({ amount: amount.map(pico), units: fc.oneof(fc.constant(0n), amount) })
const source = fc.record({
  measure: fc.constantFrom('money', 'units'),
  available: fc.oneof(amount, fc.constant(0n), fc.bigInt(-5n, 0n)),
  endless: fc.nat(9).map((chance) => chance === 0),
})
const sourceLists = fc.array(source, { maxLength: 6 }).map((list) =>
  list.map(({ measure, available, endless }, place): Source => {
    const id = `s${place}`
    return { id, kind: 'credits', measure, available: measure === 'money' && endless ? null : available }
  }),
)
const runs = { numRuns: 2000 }
const total = (list: readonly bigint[]) => list.reduce((sum, each) => sum + each, 0n)

describe('a charge that falls over sources', () => {
  it.each(rows)('%s', (_, charge, count, sources, expected) => {
    expect(fall(charge, count, sources)).toEqual(expected)
  })

  it('is what its parts and what is left add up to, in money and in units, and no part is below zero', () => {
    fc.assert(
      fc.property(charges, sourceLists, (charge, sources) => {
        const { parts, left } = waterfall(charge, sources)
        expect(total(parts.map((part) => part.amount)) + left.amount).toBe(charge.amount)
        expect(total(parts.map((part) => part.units)) + left.units).toBe(charge.units)
        for (const part of [...parts, left]) expect(part.amount >= 0n && part.units >= 0n).toBe(true)
      }),
      runs,
    )
  })

  it('takes from no source more than it has, and from each at most once, in their order', () => {
    fc.assert(
      fc.property(charges, sourceLists, (charge, sources) => {
        const { parts } = waterfall(charge, sources)
        const order = parts.map((part) => sources.findIndex(({ id }) => id === part.source))
        expect(order).toEqual([...new Set(order)].sort((a, b) => a - b))
        for (const part of parts) {
          const { available = 0n, measure } = sources.find(({ id }) => id === part.source) ?? {}
          expect(part.measure).toBe(measure)
          if (available !== null) expect((measure === 'money' ? part.amount : part.units) <= available).toBe(true)
        }
      }),
      runs,
    )
  })

  it('reaches a later source only where every earlier one that could pay is exhausted in its measure', () => {
    fc.assert(
      fc.property(charges, sourceLists, (charge, sources) => {
        const { parts, left } = waterfall(charge, sources)
        const reached = isPaid({ parts, left })
          ? Math.max(0, ...parts.map((part) => sources.findIndex(({ id }) => id === part.source)))
          : sources.length
        for (const { id, available, measure } of sources.slice(0, reached)) {
          const part = parts.find((each) => each.source === id)
          const gave = measure === 'money' ? (part?.amount ?? 0n) : (part?.units ?? 0n)
          const could = available !== null && available > 0n && !(measure === 'units' && charge.units === 0n)
          if (could) expect(gave).toBe(available)
        }
      }),
      runs,
    )
  })

  it('is paid exactly where one source in its way covers what those before it left', () => {
    fc.assert(
      fc.property(amount.map(pico), sourceLists, (price, all) => {
        const sources = all.filter(({ measure }) => measure === 'money')
        const has = sources.map(({ available }) => (available === null ? price : available > 0n ? available : 0n))
        const paid = isPaid(waterfall({ amount: price, units: 0n }, sources))
        expect(paid).toBe(price === 0n || total(has) >= price)
      }),
      runs,
    )
  })

  it('gives a source that stands first what another order would have let it keep', () => {
    fc.assert(
      fc.property(fc.bigInt(1n, 99n), fc.bigInt(1n, 99n), fc.bigInt(1n, 99n), (price, a, b) => {
        const drawn = (sources: readonly Source[]) =>
          new Map(
            waterfall({ amount: pico(price), units: 0n }, sources).parts.map((part) => [part.source, part.amount]),
          )
        const smaller = (one: bigint, other: bigint) => (one < other ? one : other)
        expect(drawn([money('a', a), money('b', b)]).get('a')).toBe(smaller(price, a))
        expect(drawn([money('b', b), money('a', a)]).get('b')).toBe(smaller(price, b))
      }),
      runs,
    )
  })
})
