import type { InvoiceRecord, SubscriptionItemRecord, SubscriptionRecord } from '@/packages/stripe-emulator/records'

const sourceOf = (invoice: InvoiceRecord, item: SubscriptionItemRecord): string | undefined =>
  invoice.lines.findLast(
    ({ subscriptionItem, amount, price }) => subscriptionItem === item.id && amount >= 0 && price?.id === item.price.id,
  )?.id

/** Notes on each item which line charged for it, so that a later credit can name it. */
export const withSources = (subscription: SubscriptionRecord, invoice: InvoiceRecord): SubscriptionRecord => ({
  ...subscription,
  items: subscription.items.map((item) => {
    const line = sourceOf(invoice, item)
    const charged = item.billed?.price.id === item.price.id
    return line !== undefined && item.billed && charged
      ? { ...item, billed: { ...item.billed, source: { invoice: invoice.id, line } } }
      : item
  }),
})
