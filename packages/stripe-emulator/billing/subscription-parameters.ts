import { z } from 'zod'
import { clearable, flag, integer, metadata, text } from '@/packages/stripe-emulator/parameters'

const moment = () => integer(0, 99_999_999_999)
const quantity = () => integer(0, 999_999)

export const prorationBehavior = () =>
  z.enum(['always_invoice', 'create_prorations', 'none']).default('create_prorations')

/** When a subscription is to end: a moment or a boundary; empty text for never. */
export const cancelAt = () =>
  z.union([z.literal('').transform(() => null), z.enum(['min_period_end', 'max_period_end']), moment()]).optional()

export const cancellationDetails = z.strictObject({
  comment: clearable().optional(),
  feedback: z
    .union([
      z.literal('').transform(() => null),
      z.enum([
        'customer_service',
        'low_quality',
        'missing_features',
        'other',
        'switched_service',
        'too_complex',
        'too_expensive',
        'unused',
      ]),
    ])
    .optional(),
})

export const changedItems = () =>
  z
    .array(
      z.strictObject({
        id: text().optional(),
        price: text().optional(),
        quantity: quantity().optional(),
        deleted: flag().optional(),
        metadata: metadata().optional(),
      }),
    )
    .max(20)

export const newItems = () =>
  z
    .array(z.strictObject({ price: text(), quantity: quantity().optional(), metadata: metadata().optional() }))
    .min(1)
    .max(20)

/** What may be given both when a subscription is made and later. */
const shared = {
  automatic_tax: z.strictObject({ enabled: flag() }).optional(),
  cancel_at: cancelAt(),
  cancel_at_period_end: flag().optional(),
  default_payment_method: text().optional(),
  description: clearable(500).optional(),
  metadata: metadata().optional(),
  off_session: flag().default(false),
  payment_settings: z
    .strictObject({ save_default_payment_method: z.enum(['off', 'on_subscription']).optional() })
    .optional(),
  proration_behavior: prorationBehavior(),
}

const behaviors = ['allow_incomplete', 'default_incomplete', 'error_if_incomplete', 'pending_if_incomplete'] as const

export const subscriptionCreation = z.strictObject({
  ...shared,
  billing_mode: z.strictObject({ type: z.enum(['flexible']) }).optional(),
  collection_method: z.enum(['charge_automatically']).optional(),
  currency: text(3).optional(),
  customer: text(),
  items: newItems(),
  payment_behavior: z.enum(behaviors).default('allow_incomplete'),
})
export type SubscriptionCreation = z.output<typeof subscriptionCreation>

export const subscriptionUpdate = z.strictObject({
  ...shared,
  cancellation_details: cancellationDetails.optional(),
  items: changedItems().optional(),
  payment_behavior: z.enum(behaviors).default('allow_incomplete'),
  proration_date: moment().optional(),
})
export type SubscriptionUpdate = z.output<typeof subscriptionUpdate>
