import type Stripe from 'stripe'
import type { PriceRecord, SubscriptionItemRecord } from '@/packages/stripe-emulator/records'
import { serializePlan, serializePrice } from './price'

export const serializeSubscriptionItem = (
  record: SubscriptionItemRecord,
  subscription: string,
  price: PriceRecord,
): Stripe.SubscriptionItem => ({
  id: record.id,
  object: 'subscription_item',
  billed_until: record.billed?.period.end ?? record.period.start,
  billing_thresholds: null,
  created: record.created,
  current_period_end: record.period.end,
  current_period_start: record.period.start,
  current_trial: null,
  discounts: [],
  metadata: record.metadata,
  plan: serializePlan(price),
  price: serializePrice(price),
  quantity: record.quantity,
  subscription,
  tax_rates: [],
})
