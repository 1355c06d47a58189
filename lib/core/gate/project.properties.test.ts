import fc from 'fast-check'
import { expect, it } from 'vitest'
import { billers } from '@/lib/core/funding/biller'
import { accountOf, grantOf, weekOf } from '@/lib/core/funding/testing/account'
import { pico } from '@/lib/core/money/amount'
import { type CurrentMonth, projectGate } from './project'

const few = fc.bigInt(0n, 9n)
const instants = fc.bigInt(0n, 400n)
const accounts = fc
  .record({
    switches: fc.array(fc.tuple(fc.constantFrom(...billers), instants), { maxLength: 3 }),
    grants: fc.array(
      fc.record({
        remaining: few,
        held: few,
        origin: fc.constantFrom('free', 'topup'),
        asset: fc.constantFrom('CHF', 'doc.units', 'compute.units'),
        expiresAt: fc.option(instants),
      }),
      { maxLength: 4 },
    ),
    months: fc.array(fc.tuple(fc.constantFrom('m0', 'm1', 'm2', 'm3'), few, few), { maxLength: 4 }),
    cap: fc.option(few),
    card: fc.boolean(),
    startsAt: instants,
  })
  .map(({ switches, grants, months, cap, card, startsAt }) =>
    accountOf('prepaid', {
      switches: switches.map(([biller, from], place) => ({ biller, from, sequence: BigInt(place) })),
      grants: grants.map((grant, place) => grantOf({ id: `g${place}`, ...grant })),
      months: new Map(months.map(([month, spent, held]) => [month, { spent: pico(spent), held: pico(held) }])),
      cap: cap === null ? null : pico(cap),
      card,
      subscribed: card,
      week: { ...weekOf(20n, 5n, 4n), startsAt, endsAt: startsAt + 70n },
    }),
  )
const monthAt = (at: bigint): CurrentMonth => ({ month: `m${at / 100n}`, endsAt: (at / 100n + 1n) * 100n })

it('a gate says the same until the instant it names, and is projected again from there on', () => {
  fc.assert(
    fc.property(accounts, instants, instants, (account, at, ticks) => {
      const gate = projectGate(account, at, monthAt(at))
      const later = at + ticks
      if (gate.validUntil !== null) expect(gate.validUntil > at).toBe(true)
      if (gate.validUntil !== null && gate.validUntil <= later) return
      expect(projectGate(account, later, monthAt(later))).toEqual(gate)
    }),
    { numRuns: 3000 },
  )
})
