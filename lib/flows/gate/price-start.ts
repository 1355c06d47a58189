import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import type { GateRow } from '@/db/queries/gates'
import type { Charge } from '@/lib/core/funding/biller'
import { chargeOf } from '@/lib/core/funding/charge'
import { meterPriceOn } from '@/lib/core/pricing/meter-price'
import { dayAt } from '@/lib/core/time/billing-day'
import { priceQuantity, type Quantity, tooLarge } from '@/lib/core/usage/price'
import { pricesOf } from '@/lib/flows/usage/prices'
import { accept } from '@/lib/platform/errors'

type Asked = { readonly meter: string; readonly quantity: Quantity }

type Priced = Pick<GateRow, 'priceBook' | 'zone' | 'biller' | 'ratio'> & {
  /** The latest version of the price book. */
  readonly priceVersion: number
}

/** What a quantity of a meter would cost now. */
export const priceStart = async (
  { db, now }: { readonly db: Db; readonly now: Temporal.Instant },
  { priceBook, priceVersion, zone, biller, ratio }: Priced,
  { meter, quantity }: Asked,
): Promise<Charge> => {
  const pricing = await pricesOf(db, priceBook, priceVersion)
  const { price } = accept(meterPriceOn(pricing, meter, dayAt(now, zone)))
  const amount = priceQuantity(quantity, price)
  const bound = tooLarge(amount)
  if (bound) accept(bound)
  return chargeOf(ratio, biller, meter, quantity, amount)
}
