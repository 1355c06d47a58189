import type Stripe from 'stripe'
import type { PriceRecord, SubscriptionItemRecord, SubscriptionRecord } from '@/packages/stripe-emulator/records'
import type { Work } from '@/packages/stripe-emulator/work'
import { serializeSubscriptionItem } from './subscription-item'

/** Fields that are the same for every subscription the emulator makes. */
const fixed = {
  application: null,
  application_fee_percent: null,
  billing_cycle_anchor_config: null,
  billing_mode: { flexible: { proration_discounts: 'included' }, type: 'flexible' },
  billing_schedules: [],
  billing_thresholds: null,
  collection_method: 'charge_automatically',
  customer_account: null,
  days_until_due: null,
  default_source: null,
  default_tax_rates: [],
  discounts: [],
  invoice_settings: {
    account_tax_ids: null,
    custom_fields: null,
    description: null,
    footer: null,
    issuer: { type: 'self' },
  },
  livemode: false,
  managed_payments: null,
  next_pending_invoice_item_invoice: null,
  on_behalf_of: null,
  pause_collection: null,
  pending_invoice_item_interval: null,
  pending_setup_intent: null,
  schedule: null,
  transfer_data: null,
  trial_end: null,
  trial_settings: { end_behavior: { billing_cycle_anchor: null, missing_payment_method: 'create_invoice' } },
  trial_start: null,
} satisfies Partial<Stripe.Subscription>

type Prices = ReadonlyMap<string, PriceRecord>

const itemsOf = (record: SubscriptionRecord, items: readonly SubscriptionItemRecord[], prices: Prices) =>
  items.flatMap((item) => {
    const price = prices.get(item.price.id)
    return price ? [serializeSubscriptionItem(item, record.id, price)] : []
  })

const pendingUpdateOf = (record: SubscriptionRecord, prices: Prices): Stripe.Subscription.PendingUpdate | null =>
  record.pendingUpdate && {
    billing_cycle_anchor: record.pendingUpdate.anchor === record.anchor ? null : record.pendingUpdate.anchor,
    cancel_at_period_end: null,
    discount: null,
    discounts: null,
    expires_at: record.pendingUpdate.expiresAt,
    metadata: null,
    subscription_items: itemsOf(record, record.pendingUpdate.items, prices),
    trial_end: null,
    trial_from_plan: null,
  }

const pricesOf = async (work: Work, record: SubscriptionRecord): Promise<Prices> => {
  const ids = [...record.items, ...(record.pendingUpdate?.items ?? [])].map(({ price }) => price.id)
  const found = await Promise.all([...new Set(ids)].map((id) => work.get('price', id)))
  return new Map(found.filter((price) => price !== null).map((price) => [price.id, price]))
}

/** Reads the prices of its items, whose names and metadata may have changed since, and writes the subscription out. */
export const subscriptionObject = async (work: Work, record: SubscriptionRecord): Promise<Stripe.Subscription> => {
  const prices = await pricesOf(work, record)
  return {
    ...fixed,
    id: record.id,
    object: 'subscription',
    automatic_tax: {
      disabled_reason: null,
      enabled: record.automaticTax,
      liability: record.automaticTax ? { type: 'self' } : null,
    },
    billing_cycle_anchor: record.anchor,
    cancel_at: record.cancelAt,
    cancel_at_period_end: record.cancelAtPeriodEnd,
    canceled_at: record.canceledAt,
    cancellation_details: { ...record.cancellation, feedback_option: null },
    created: record.created,
    currency: record.currency,
    customer: record.customer,
    default_payment_method: record.defaultPaymentMethod,
    description: record.description,
    ended_at: record.endedAt,
    items: {
      object: 'list',
      data: itemsOf(record, record.items, prices),
      has_more: false,
      url: `/v1/subscription_items?subscription=${record.id}`,
    },
    latest_invoice: record.latestInvoice,
    metadata: record.metadata,
    payment_settings: {
      payment_method_options: null,
      payment_method_types: null,
      save_default_payment_method: record.saveDefaultMethod ? 'on_subscription' : 'off',
    },
    pending_update: pendingUpdateOf(record, prices),
    start_date: record.startDate,
    status: record.status,
    test_clock: record.testClock,
  }
}
