import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import type { GateRow } from '@/db/queries/gates'
import { findLatestVersion } from '@/db/queries/price-books'
import type { Charge } from '@/lib/core/funding/biller'
import { chargeOf } from '@/lib/core/funding/charge'
import { inForce } from '@/lib/core/pricing/price-book'
import { dayAt } from '@/lib/core/time/billing-day'
import { priceQuantity, type Quantity } from '@/lib/core/usage/price'
import { pricesOf } from '@/lib/flows/usage/prices'
import { Refusal } from '@/lib/platform/errors'

type Asked = { readonly meter: string; readonly quantity: Quantity }

/** What a quantity of a meter would cost now. */
export const priceStart = async (
  { db, now }: { readonly db: Db; readonly now: Temporal.Instant },
  { priceBook, zone, biller, ratio }: Pick<GateRow, 'priceBook' | 'zone' | 'biller' | 'ratio'>,
  { meter, quantity }: Asked,
): Promise<Charge> => {
  const pricing = await pricesOf(db, priceBook, await findLatestVersion(db, priceBook))
  if (!pricing.versions.some(({ meters }) => meters.has(meter))) {
    throw new Refusal('unknown_meter', `There is no meter ${meter}.`, { meter })
  }
  const day = dayAt(now, zone)
  const price = inForce(pricing, day)?.meters.get(meter)
  if (price === undefined) {
    throw new Refusal('price_missing', `The price book ${priceBook} has no price for ${meter} on ${day}.`, {
      meter,
      day,
    })
  }
  return chargeOf(ratio, biller, meter, quantity, priceQuantity(quantity, price))
}
