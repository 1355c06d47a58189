import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BillerSwitch, billerAt, billers } from './biller'
import { hasLeft } from './former'

const switches = fc.array(
  fc.record({ biller: fc.constantFrom(...billers), from: fc.bigInt(0n, 30n), sequence: fc.bigInt(0n, 9n) }),
  { maxLength: 6 },
)
/** The same, written out: every instant from then to now is looked at. */
const leftPlainly = (all: readonly BillerSwitch[], at: bigint, now: bigint): boolean => {
  for (let each = at; each <= now; each += 1n) if (billerAt(all, each) !== billerAt(all, at)) return true
  return false
}

describe('a biller was left', () => {
  it('if at any instant since another one was in force, and never by a switch that is still to come', () => {
    fc.assert(
      fc.property(switches, fc.bigInt(0n, 35n), fc.bigInt(0n, 35n), (all, at, now) => {
        expect(hasLeft(all, at, now)).toBe(leftPlainly(all, at, now))
      }),
    )
  })

  it('also if the organization came back to it, and not by being put on it again', () => {
    const on = (biller: BillerSwitch['biller'], from: bigint): BillerSwitch => ({ biller, from, sequence: from })
    const all = [on('prepaid', 0n), on('prepaid', 5n), on('invoice', 10n), on('prepaid', 20n)]
    expect(hasLeft(all, 3n, 9n)).toBe(false)
    expect([10n, 19n, 25n].map((now) => hasLeft(all, 3n, now))).toEqual([true, true, true])
    expect(hasLeft(all, 21n, 25n)).toBe(false)
  })
})
