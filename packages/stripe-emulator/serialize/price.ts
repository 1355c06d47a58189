import Stripe from 'stripe'
import type { PriceRecord } from '@/packages/stripe-emulator/records'

export const serializePrice = (record: PriceRecord): Stripe.Price => ({
  id: record.id,
  object: 'price',
  active: record.active,
  billing_scheme: 'per_unit',
  created: record.created,
  currency: record.currency,
  custom_unit_amount: null,
  livemode: false,
  lookup_key: record.lookupKey,
  metadata: record.metadata,
  nickname: record.nickname,
  product: record.product,
  recurring: record.recurring && {
    interval: record.recurring.interval,
    interval_count: record.recurring.intervalCount,
    meter: null,
    trial_period_days: null,
    usage_type: 'licensed',
  },
  tax_behavior: record.taxBehavior,
  tiers_mode: null,
  transform_quantity: null,
  type: record.type,
  unit_amount: record.unitAmount,
  unit_amount_decimal: Stripe.Decimal.from(record.unitAmount),
})

/** The older shape of a recurring price, which subscription items still carry. */
export const serializePlan = (record: PriceRecord): Stripe.Plan => ({
  id: record.id,
  object: 'plan',
  active: record.active,
  amount: record.unitAmount,
  amount_decimal: Stripe.Decimal.from(record.unitAmount),
  billing_scheme: 'per_unit',
  created: record.created,
  currency: record.currency,
  interval: record.recurring?.interval ?? 'month',
  interval_count: record.recurring?.intervalCount ?? 1,
  livemode: false,
  metadata: record.metadata,
  meter: null,
  nickname: record.nickname,
  product: record.product,
  tiers_mode: null,
  transform_usage: null,
  trial_period_days: null,
  usage_type: 'licensed',
})
