import Stripe from 'stripe'
import type { LineDraft } from '@/packages/stripe-emulator/billing/line'
import type { InvoiceLineRecord } from '@/packages/stripe-emulator/records'

/** How the price of a line stands on it; what was given as a plain amount has none. */
export const pricingOf = ({ price }: LineDraft): Stripe.InvoiceLineItem.Pricing | null =>
  price && {
    price_details: { price: price.id, product: price.product },
    type: 'price_details',
    unit_amount_decimal: Stripe.Decimal.from(price.unitAmount),
  }

const parentOf = (line: LineDraft): Stripe.InvoiceLineItem.Parent => {
  const { subscriptionItem, invoiceItem, credits, proration, subscription } = line
  const credited = credits && { invoice: credits.invoice, invoice_line_items: [credits.line] }
  const shared = { proration, proration_details: proration ? { credited_items: credited } : null, subscription }
  if (subscriptionItem !== null) {
    return {
      invoice_item_details: null,
      subscription_item_details: { ...shared, invoice_item: invoiceItem, subscription_item: subscriptionItem },
      type: 'subscription_item_details',
    }
  }
  return {
    invoice_item_details: { ...shared, invoice_item: invoiceItem ?? '' },
    subscription_item_details: null,
    type: 'invoice_item_details',
  }
}

/** @param invoice null on a preview, whose lines belong to no invoice. */
export const serializeInvoiceLine = (line: InvoiceLineRecord, invoice: string | null): Stripe.InvoiceLineItem => ({
  id: line.id,
  object: 'line_item',
  amount: line.amount,
  currency: line.currency,
  description: line.description,
  discount_amounts: [],
  discountable: !line.proration,
  discounts: [],
  invoice,
  livemode: false,
  metadata: line.metadata,
  parent: parentOf(line),
  period: { end: line.period.end, start: line.period.start },
  pretax_credit_amounts: [],
  pricing: pricingOf(line),
  quantity: line.quantity,
  quantity_decimal: Stripe.Decimal.from(line.quantity),
  subscription: line.subscription,
  subtotal: line.amount,
  taxes: [],
})
