import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pico } from '@/lib/core/money/amount'
import { isPaid, type Source, waterfall } from './waterfall'

const money = (id: string, available: bigint | null): Source => ({ id, kind: 'credits', measure: 'money', available })
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
