import fc from 'fast-check'
import { expect, test } from 'vitest'
import { minor, sum } from '@/lib/core/money/amount'
import { netPart, returnedParts } from './returned'

const amount = fc.bigInt(0n, 10n ** 12n).map(minor)

test.each([
  [10_810n, 10_810n, 10_000n],
  [5_405n, 10_810n, 5_000n],
  [1n, 10_810n, 1n],
  [0n, 10_810n, 0n],
  [100n, 0n, 0n],
] as const)('of %s that went back of %s with 10000 in it, %s are without tax', (part, gross, net) => {
  expect(netPart(minor(part), { net: minor(10_000n), gross: minor(gross) })).toBe(net)
})

const payment = fc
  .record({ shares: fc.array(amount, { minLength: 1, maxLength: 5 }), tax: amount, cuts: fc.array(amount) })
  .filter(({ shares }) => sum(shares) > 0n)

test('what goes back in steps until nothing is left takes off exactly what every part came to', () => {
  fc.assert(
    fc.property(payment, ({ shares, tax, cuts }) => {
      const gross = minor(sum(shares) + tax)
      const stops = [...cuts.filter((cut) => cut < gross), gross].sort((a, b) => (a < b ? -1 : 1))
      const returns = stops.map((stop, place) => minor(stop - (stops[place - 1] ?? 0n)))
      const keyed = shares.map((net, key) => ({ key, net }))
      const parts = returnedParts(gross, keyed, returns)
      for (const { key, net } of keyed) {
        expect(sum(parts.map((each) => each[key]?.net ?? minor(0n)))).toBe(net)
      }
    }),
  )
})

test('the parts of the returns so far are together what went back without tax, and no more than was paid', () => {
  fc.assert(
    fc.property(payment, fc.array(amount), ({ shares, tax }, returns) => {
      const net = sum(shares)
      const gross = minor(net + tax)
      const parts = returnedParts(
        gross,
        shares.map((share, key) => ({ key, net: share })),
        returns,
      )
      let given = 0n
      let taken = 0n
      for (const [place, each] of parts.entries()) {
        given += returns[place] ?? 0n
        taken += sum(each.map((share) => share.net))
        expect(taken).toBe(netPart(minor(given < gross ? given : gross), { net, gross }))
      }
    }),
  )
})
