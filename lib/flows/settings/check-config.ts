import type { BillingConfig } from '@/db/commands/settings'
import { listPriceBookNames } from '@/db/queries/price-books'
import type { Ctx } from '@/lib/context'
import { refuseUnprintableBuyer, refuseUnprintableText } from '@/lib/core/invoices/unprintable'
import { refuseZone } from '@/lib/core/time/billing-day'
import { accept, Refusal } from '@/lib/platform/errors'

/** Refuses a configuration that names a zone or a price book that is not there, or a buyer that invoices cannot print. */
export const checkConfig = async (ctx: Ctx, config: BillingConfig): Promise<void> => {
  accept(refuseZone(config.zone))
  accept(refuseUnprintableBuyer(config.buyer))
  accept(refuseUnprintableText('the article of the exemption', 'exemption', config.exemption ?? ''))
  const books = await listPriceBookNames(ctx.db)
  if (!books.some((book) => book.name === config.priceBook)) {
    throw new Refusal('invalid_request', `There is no price book ${config.priceBook}.`, { field: 'priceBook' })
  }
}
