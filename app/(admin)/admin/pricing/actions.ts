'use server'

import { publishPricesInput } from '@/lib/contracts/settings'
import { publishPrices as publish } from '@/lib/flows/settings/publish-prices'
import { action } from '@/lib/http/action'

export const publishPrices = action(publishPricesInput, async (ctx, prices) => ({
  ...(await publish(ctx, prices)),
  book: prices.book,
}))
