import fc from 'fast-check'
import { expect, it } from 'vitest'
import { gateDrift } from './drift'
import type { Gate } from './project'

const gate: Omit<Gate, 'validUntil'> = {
  biller: 'prepaid',
  halted: false,
  reason: 'credits_used_up',
  currency: 'CHF',
  remaining: 5n,
  held: 1n,
  unit: 'doc.units',
  unitsRemaining: 0n,
  unitsHeld: 0n,
  maxDiskMb: 100,
  maxMemoryMb: 200,
  maxVcpus: null,
  cap: null,
  quota: null,
  concurrency: 3,
  ratio: { base: 1n, perCost: 2n, ceiling: null },
}

/** Something else than a field says, whatever it says. */
const other = (value: unknown): unknown => {
  if (typeof value === 'bigint') return value + 1n
  if (typeof value === 'number') return value + 1
  if (typeof value === 'boolean') return !value
  if (value === null) return 7
  return `${value}x`
}

it('whatever differs is named, and nothing else', () => {
  const names = Object.keys(gate) as (keyof typeof gate)[]
  fc.assert(
    fc.property(fc.subarray(names), fc.constantFrom('base', 'perCost', 'ceiling'), (changed, part) => {
      const tampered = Object.fromEntries(
        names.map((name) => {
          if (!changed.includes(name)) return [name, gate[name]]
          if (name !== 'ratio') return [name, other(gate[name])]
          return [name, { ...gate.ratio, [part]: part === 'ceiling' ? 9n : 10n }]
        }),
      ) as typeof gate
      expect([...gateDrift(tampered, gate)].sort()).toEqual([...changed].sort())
    }),
  )
})
