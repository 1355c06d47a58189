import { findAccounts } from '@/db/queries/accounts'
import type { Ctx } from '@/lib/context'
import { dayReader } from '@/lib/core/time/billing-day'
import { type ItemResult, isResult, refusedItem } from './item-result'
import { priceEvent, readEvent, type UsageEvent } from './price-event'
import { pricesOfBooks, pricingByDay } from './prices'

/** Reads and prices events without recording any: the answer of each that would be refused, null for the others. */
export const checkUsage = async (ctx: Ctx, events: readonly UsageEvent[]): Promise<readonly (ItemResult | null)[]> => {
  const accounts = await findAccounts(ctx.db, [...new Set(events.map(({ org }) => org))])
  const terms = new Map(
    await Promise.all(
      [...accounts].map(async ([org, { account, books }]) => {
        const pricingOn = pricingByDay(books, await pricesOfBooks(ctx.db, books))
        return [org, { pricingOn, dayOf: dayReader(account.zone) }] as const
      }),
    ),
  )
  return events.map((event) => {
    const own = terms.get(event.org)
    if (!own) return refusedItem(event.key, 'unknown_org', `There is no organization ${event.org}.`)
    const read = readEvent(event, ctx.now)
    const priced = isResult(read) ? read : priceEvent(read, own.pricingOn, own.dayOf)
    return isResult(priced) ? priced : null
  })
}
