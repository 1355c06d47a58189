import { minorPlaces, picoPlaces } from '@/lib/core/money/amount'
import { formatDecimal } from '@/lib/core/money/decimal'
import { halfUp } from '@/lib/core/money/round'
import type { PriceSet } from './price-set'

export type PriceKind = 'monthly_fee' | 'setup_fee' | 'skill' | 'meter'

/** `unit`: the price is the same, what it is for is renamed. */
export type Change = 'added' | 'removed' | 'raised' | 'lowered' | 'unit' | 'unchanged'

/** What became of one price from one set to another. */
export type PriceChange = {
  readonly kind: PriceKind
  /** Of the skill or meter; empty for fees. */
  readonly name: string
  /** Of a meter, as the later set names it. */
  readonly unit: string
  /** Decimal text; null where the earlier set has no such price. */
  readonly before: string | null
  /** Decimal text; null where the later set has no such price. */
  readonly after: string | null
  readonly change: Change
  /** How much more or less, as decimal text with its sign and at most two places; null where there is nothing to compare. */
  readonly percent: string | null
}

/** How much more or less something is, in per cent at two places rounded half away from zero; null where it was nought. */
export const percentChange = (before: bigint, after: bigint): string | null =>
  before <= 0n ? null : formatDecimal(halfUp((after - before) * 10_000n, before), 2, 0)

type Price = {
  readonly kind: PriceKind
  readonly name: string
  readonly unit: string
  readonly amount: bigint
  readonly places: number
}

const pricesOf = ({ monthlyFee, setupFee, skills, meters }: PriceSet): Price[] => [
  { kind: 'monthly_fee', name: '', unit: '', amount: monthlyFee, places: minorPlaces },
  { kind: 'setup_fee', name: '', unit: '', amount: setupFee, places: minorPlaces },
  ...[...skills].map(([name, amount]) => ({ kind: 'skill', name, unit: '', amount, places: picoPlaces }) as const),
  ...[...meters].map(
    ([name, { unit, price }]) => ({ kind: 'meter', name, unit, amount: price, places: picoPlaces }) as const,
  ),
]

const order: readonly PriceKind[] = ['monthly_fee', 'setup_fee', 'skill', 'meter']
const keyOf = ({ kind, name }: Price): string => `${order.indexOf(kind)} ${name}`

/**
 * What changes from one set of prices to another: every price that either has, fees first, then skills and meters by
 * name. Null is no prices at all: then everything is added.
 */
export const differences = (before: PriceSet | null, after: PriceSet): PriceChange[] => {
  const earlier = new Map((before ? pricesOf(before) : []).map((each) => [keyOf(each), each]))
  const later = new Map(pricesOf(after).map((each) => [keyOf(each), each]))
  return [...new Set([...earlier.keys(), ...later.keys()])].sort().flatMap((key) => {
    const [from, to] = [earlier.get(key), later.get(key)]
    const named = to ?? from
    if (!named) return []
    return [
      {
        kind: named.kind,
        name: named.name,
        unit: named.unit,
        before: textOf(from),
        after: textOf(to),
        change: changeOf(from, to),
        percent: from && to && from.amount !== to.amount ? percentChange(from.amount, to.amount) : null,
      },
    ]
  })
}

const textOf = (price: Price | undefined): string | null =>
  price ? formatDecimal(price.amount, price.places, minorPlaces) : null

const changeOf = (from: Price | undefined, to: Price | undefined): Change => {
  if (!from) return 'added'
  if (!to) return 'removed'
  if (from.amount !== to.amount) return to.amount > from.amount ? 'raised' : 'lowered'
  return from.unit === to.unit ? 'unchanged' : 'unit'
}
