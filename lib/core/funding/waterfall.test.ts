import { describe, expect, it } from 'vitest'
import { pico } from '@/lib/core/money/amount'
import { type Source, waterfall } from './waterfall'

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

describe('a charge that falls over sources', () => {
  it.each(rows)('%s', (_, charge, count, sources, expected) => {
    expect(fall(charge, count, sources)).toEqual(expected)
  })
})
