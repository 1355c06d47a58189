import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPico, writePico } from '@/db/columns'
import { pico } from '@/lib/core/money/amount'
import { joinWrites } from './join-writes'
import type { FundingWrite } from './write-funding'

const org = 'alpha'
const columns = ['remaining', 'held', 'used', 'expired', 'refunded', 'to_withhold'] as const
const money = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }).map((value) => writePico(pico(value)))
const draw = fc.record({
  grant: fc.constantFrom('g1', 'g2', 'g3'),
  ...Object.fromEntries(columns.map((column) => [column, money])),
})
const write = fc.record({ draws: fc.uniqueArray(draw, { selector: ({ grant }) => grant }), reshape: fc.boolean() })

const total = (rows: readonly object[], grant: string, column: string): bigint =>
  rows
    .filter((row) => Reflect.get(row, 'grant') === grant)
    .reduce((sum, row) => sum + readPico(Reflect.get(row, column)), 0n)

describe('writes that are joined', () => {
  it('move each grant once, by the sum of what each of them moves it', () => {
    fc.assert(
      fc.property(fc.array(write, { minLength: 1, maxLength: 8 }), (parts) => {
        const writes = parts.map((part) => ({ org, ...part }))
        const joined = joinWrites(writes)
        const draws = joined?.draws ?? []
        const grants = draws.map((row) => Reflect.get(row, 'grant'))
        expect(new Set(grants).size).toBe(grants.length)
        const before = writes.flatMap((each) => each.draws)
        for (const grant of ['g1', 'g2', 'g3'])
          for (const column of columns) expect(total(draws, grant, column)).toBe(total(before, grant, column))
        expect(joined?.steps).toBe(writes.length)
        expect(joined?.reshape ?? false).toBe(writes.some(({ reshape }) => reshape))
      }),
    )
  })

  it('keep grants, entries, claims and audit entries in their order, each with its place', () => {
    const granted = (id: string): FundingWrite => ({
      org,
      sequence: '7',
      claim: { kind: 'ledger', entry: 'grant', reference: id },
      grants: [{ id }],
      entries: [{ grant: id, reference: id }],
      audit: { id },
      gate: { set: id },
    })
    expect(joinWrites([granted('a'), granted('b')])).toEqual({
      org,
      sequence: '7',
      steps: 2,
      claim: {
        kind: 'each',
        of: [
          { kind: 'ledger', entry: 'grant', reference: 'a' },
          { kind: 'ledger', entry: 'grant', reference: 'b' },
        ],
      },
      grants: [
        { id: 'a', step: 1 },
        { id: 'b', step: 2 },
      ],
      entries: [
        { grant: 'a', reference: 'a', step: 1 },
        { grant: 'b', reference: 'b', step: 2 },
      ],
      audit: [{ id: 'a' }, { id: 'b' }],
      gate: { set: 'b' },
    })
  })

  it('add up what is held of a month, a week and at the gate', () => {
    const held = (id: string, amount: string): FundingWrite => ({
      org,
      version: '3',
      claim: { kind: 'reservation', id },
      months: [{ month: '2026-11-01', spent: '0', held: amount, capped: amount, most: '9' }],
      weeks: [{ week: 'w', used: '0', held: amount }],
      move: { remaining: `-${amount}`, held: amount, units_remaining: '0', units_held: '0' },
      open: [{ id }],
    })
    const joined = joinWrites([held('a', '1'), held('b', '2.5')])
    const sum = '3.500000000000'
    expect(joined).toMatchObject({
      months: [{ month: '2026-11-01', held: sum, capped: sum, most: '9' }],
      weeks: [{ week: 'w', held: sum }],
      move: { remaining: `-${sum}`, held: sum },
      open: [{ id: 'a' }, { id: 'b' }],
    })
  })

  const closing: FundingWrite = { org, close: [{ id: 'h', state: 'released' }] }
  const once: FundingWrite = { org, claim: { kind: 'ledger', entry: 'grant', reference: 'same' } }
  const capped = (most: string): FundingWrite => ({
    org,
    months: [{ month: '2026-11-01', spent: '1', held: '0', most }],
  })
  const apart: readonly [why: string, writes: readonly FundingWrite[]][] = [
    ['close the same reservation', [closing, closing]],
    [
      'are made once by the same reference',
      [once, { ...once, claim: { kind: 'ledger', entry: 'refund', reference: 'same' } }],
    ],
    ['hold something that has an order of its own', [{ org }, { org, settings: {} }]],
    ['are known by their audit entry', [{ org, claim: { kind: 'audit' } }]],
    [
      'move the gate or set it',
      [
        { org, move: {} },
        { org, gate: {} },
      ],
    ],
    ['are of different caps', [capped('1'), capped('2')]],
    ['may reach a threshold', [{ org, weeks: [{ week: 'w', used: '1', held: '0', thresholds: [] }] }]],
  ]
  it.each(apart)('are none if they %s', (_, writes) => {
    expect(joinWrites(writes)).toBeNull()
  })
})
