import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Biller, type BillerSwitch, billerAt, billers, nextSwitch } from './biller'

const to = (biller: Biller, from: bigint, sequence: bigint): BillerSwitch => ({ biller, from, sequence })

test('an org that never chose is billed by invoice, and so it is before its first switch', () => {
  expect(billerAt([], 5n)).toBe('invoice')
  expect(billerAt([to('prepaid', 6n, 1n)], 5n)).toBe('invoice')
})

test('a switch counts from its instant on, until the next', () => {
  const switches = [to('linked', 20n, 2n), to('prepaid', 10n, 1n)]
  expect([9n, 10n, 19n, 20n, 99n].map((at) => billerAt(switches, at))).toEqual([
    'invoice',
    'prepaid',
    'prepaid',
    'linked',
    'linked',
  ])
  expect([9n, 10n, 20n].map((at) => nextSwitch(switches, at))).toEqual([10n, 20n, null])
})

test('of two switches for one instant the later recorded one counts, in whatever order they are read', () => {
  const switches = [to('prepaid', 10n, 1n), to('linked', 10n, 2n)]
  expect(billerAt(switches, 10n)).toBe('linked')
  expect(billerAt(switches.toReversed(), 10n)).toBe('linked')
})

test('at any instant exactly one biller is in force, and it stays until the next switch', () => {
  const lists = fc.uniqueArray(fc.tuple(fc.constantFrom(...billers), fc.bigInt(0n, 12n), fc.bigInt(1n, 50n)), {
    selector: ([, , sequence]) => sequence,
    maxLength: 8,
  })
  fc.assert(
    fc.property(lists, fc.bigInt(0n, 14n), (list, at) => {
      const switches = list.map(([biller, from, sequence]) => to(biller, from, sequence))
      const past = switches.filter(({ from }) => from <= at)
      const last = past.sort((a, b) => Number(a.from - b.from || a.sequence - b.sequence)).at(-1)
      expect(billerAt(switches, at)).toBe(last?.biller ?? 'invoice')
      const next = nextSwitch(switches, at)
      for (let later = at; next === null ? later < 15n : later < next; later += 1n) {
        expect(billerAt(switches, later)).toBe(billerAt(switches, at))
      }
      if (next !== null) expect(switches.some(({ from }) => from === next)).toBe(true)
    }),
    { numRuns: 1000 },
  )
})
