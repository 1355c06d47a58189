import Stripe from 'stripe'
import type { InvoiceItemRecord } from '@/packages/stripe-emulator/records'
import { pricingOf } from './invoice-line'

export const serializeInvoiceItem = ({ line, ...record }: InvoiceItemRecord): Stripe.InvoiceItem => ({
  id: record.id,
  object: 'invoiceitem',
  amount: line.amount,
  currency: line.currency,
  customer: record.customer,
  customer_account: null,
  date: record.created,
  description: line.description,
  discountable: !line.proration,
  discounts: [],
  invoice: record.invoice === 'none' ? null : record.invoice,
  livemode: false,
  metadata: record.metadata,
  net_amount: line.amount,
  parent:
    line.subscription === null
      ? null
      : {
          subscription_details: {
            subscription: line.subscription,
            ...(line.subscriptionItem !== null && { subscription_item: line.subscriptionItem }),
          },
          type: 'subscription_details',
        },
  period: { end: line.period.end, start: line.period.start },
  pricing: pricingOf(line),
  proration: line.proration,
  quantity: line.quantity,
  quantity_decimal: Stripe.Decimal.from(line.quantity),
  tax_rates: [],
  test_clock: record.testClock,
})
