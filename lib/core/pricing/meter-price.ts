import type { Pico } from '@/lib/core/money/amount'
import { type Refused, refuse } from '@/lib/core/refusal'
import type { Day } from '@/lib/core/time/day'
import { inForce } from './price-book'

/** What a price book charges for meters, version by version. */
export type MeterBook = {
  readonly book: string
  readonly versions: readonly {
    readonly version: number
    readonly effectiveOn: Day
    readonly meters: ReadonlyMap<string, Pico>
  }[]
}

/** What the smallest use costs on a civil day: a unit of the cheapest meter that is not free; null if nothing costs anything. */
export const leastUse = (pricing: MeterBook, day: Day): Pico | null =>
  [...(inForce(pricing, day)?.meters.values() ?? [])].reduce<Pico | null>(
    (least, price) => (price > 0n && (least === null || price < least) ? price : least),
    null,
  )

/** What a unit of a meter costs on a civil day, and which version says so (M3). */
export const meterPriceOn = (
  pricing: MeterBook,
  meter: string,
  day: Day,
): { readonly version: number; readonly price: Pico } | Refused<'unknown_meter' | 'price_missing'> => {
  if (!pricing.versions.some(({ meters }) => meters.has(meter))) {
    return refuse('unknown_meter', `There is no meter ${meter}.`, { meter })
  }
  const version = inForce(pricing, day)
  const price = version?.meters.get(meter)
  if (!version || price === undefined) {
    return refuse('price_missing', `The price book ${pricing.book} has no price for ${meter} on ${day}.`, {
      meter,
      day,
    })
  }
  return { version: version.version, price }
}
