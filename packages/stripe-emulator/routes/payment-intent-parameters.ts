import { z } from 'zod'
import { clearable, flag, integer, metadata, methodTypes, text, url } from '@/packages/stripe-emulator/parameters'

const futureUsage = z.enum(['off_session', 'on_session'])

/** What may be given when a payment is made, and changed until somebody pays. */
const fields = {
  customer: text().optional(),
  description: clearable().optional(),
  metadata: metadata().optional(),
  payment_method: text().optional(),
  receipt_email: clearable(800).optional(),
  setup_future_usage: futureUsage.optional(),
  statement_descriptor: clearable(22).optional(),
  statement_descriptor_suffix: clearable(22).optional(),
}

/** What only a try to pay takes. */
const confirming = {
  error_on_requires_action: flag().optional(),
  mandate_data: z
    .strictObject({ customer_acceptance: z.strictObject({ type: z.enum(['offline', 'online']) }) })
    .optional(),
  off_session: flag().optional(),
  return_url: url().optional(),
}

const automatic = z.strictObject({ enabled: flag(), allow_redirects: z.enum(['always', 'never']).optional() })

/** `capture_method: manual` and `confirmation_method: manual` are not emulated, so their default is the only value. */
export const createParameters = z.strictObject({
  ...fields,
  ...confirming,
  allowed_payment_method_types: methodTypes().optional(),
  amount: integer(1, 999_999_999_999),
  automatic_payment_methods: automatic.optional(),
  capture_method: z.enum(['automatic', 'automatic_async']).optional(),
  confirm: flag().optional(),
  confirmation_method: z.enum(['automatic']).optional(),
  currency: text(3),
})

export const updateParameters = z.strictObject({
  ...fields,
  amount: integer(1, 999_999_999_999).optional(),
  currency: text(3).optional(),
})

export const confirmParameters = z.strictObject({
  ...confirming,
  payment_method: text().optional(),
  receipt_email: clearable(800).optional(),
  setup_future_usage: futureUsage.optional(),
})

export type ConfirmParameters = z.output<typeof confirmParameters>
