import { type Pico, pico } from '@/lib/core/money/amount'
import type { Quantity } from '@/lib/core/usage/price'
import type { Charge, SourceKind } from './biller'

/** Something that can pay. `available` counts money or units, as `measure` says; null is without end. */
export type Source = {
  readonly id: string
  readonly kind: SourceKind
  readonly measure: 'money' | 'units'
  readonly available: bigint | null
}

/** What one source pays of a charge: a share of its money and the same share of its units; it loses what it measures. */
export type Part = {
  readonly source: string
  readonly kind: SourceKind
  readonly measure: 'money' | 'units'
  readonly amount: Pico
  readonly units: Quantity
}

export type Fall = {
  readonly parts: readonly Part[]
  /** What no source took; a charge is paid only where this is nothing. */
  readonly left: Charge
}

export const isPaid = ({ left }: Fall): boolean => left.amount === 0n && left.units === 0n

/**
 * Lets a charge fall over the sources in order (W3): each takes what it can of what is left. The parts and what is left
 * add up to the charge exactly, in money and in units, and no source gives more than it has.
 *
 * A source in money that pays a share of the money covers the same share of the units, and the other way round; a share
 * that does not come out even is rounded down, so that the rest stays for the next source.
 */
export const waterfall = (charge: Charge, sources: readonly Source[]): Fall => {
  const parts: Part[] = []
  let left = charge
  for (const source of sources) {
    if (left.amount === 0n && left.units === 0n) break
    const taken = take(left, source)
    if (taken.amount === 0n && taken.units === 0n) continue
    parts.push({ source: source.id, kind: source.kind, measure: source.measure, ...taken })
    left = { amount: pico(left.amount - taken.amount), units: left.units - taken.units }
  }
  return { parts, left }
}

const nothing: Charge = { amount: pico(0n), units: 0n }

const take = (left: Charge, { measure, available }: Source): Charge => {
  const whole = measure === 'money' ? left.amount : left.units
  if (available !== null && available <= 0n) return nothing
  if (measure === 'units' && whole === 0n) return nothing
  if (available === null || whole <= available) return left
  return measure === 'money'
    ? { amount: pico(available), units: (left.units * available) / whole }
    : { amount: pico((left.amount * available) / whole), units: available }
}
