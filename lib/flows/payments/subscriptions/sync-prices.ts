import { listOffers } from '@/db/queries/offers'
import type { Ctx } from '@/lib/context'
import { type Billed, choiceKey, latestOffers, type Offer, type PricedChoice, priceOf } from '@/lib/core/plans/offer'
import type { StripeGateway } from '@/lib/stripe/gateway'

const pricedOf = (offer: Offer, billed: Billed): PricedChoice => {
  const { product, name, version, title, currency } = offer
  return { product, name, version, billed, title, currency, price: priceOf(offer, billed) }
}

export type SyncedPrice = {
  readonly key: string
  readonly currency: string
  readonly priceId: string
  readonly made: boolean
}

/**
 * Makes sure that Stripe has a price for every plan and tier that is sold, by the month and by the year (P6). Safe to
 * repeat: what is there is left as it is.
 */
export const syncPrices = async (ctx: Ctx, stripe: StripeGateway): Promise<SyncedPrice[]> => {
  const synced: SyncedPrice[] = []
  for (const offer of latestOffers(await listOffers(ctx.db), ctx.now.epochNanoseconds)) {
    for (const billed of ['monthly', 'annual'] as const) {
      const priced = pricedOf(offer, billed)
      if (priced.price <= 0n) continue
      synced.push({ key: choiceKey(priced), currency: priced.currency, ...(await stripe.ensurePrice(priced)) })
    }
  }
  return synced
}
