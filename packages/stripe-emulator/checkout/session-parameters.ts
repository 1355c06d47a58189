import { z } from 'zod'
import { clearable, flag, integer, metadata, methodTypes, text, url } from '@/packages/stripe-emulator/parameters'

const locales = ['auto', 'en', 'en-GB', 'de', 'fr', 'fr-CA', 'it'] as const

const priceData = z.strictObject({
  currency: text(3),
  unit_amount: integer(0, 99_999_999),
  tax_behavior: z.enum(['exclusive', 'inclusive', 'unspecified']).optional(),
  product_data: z.strictObject({ name: text(), description: text().optional(), metadata: metadata().optional() }),
})

const lineItem = z.strictObject({
  price: text().optional(),
  price_data: priceData.optional(),
  quantity: integer(1, 999_999).optional(),
})

/** What may be given when a session is made. Anything else is unknown, as with Stripe. */
export const sessionParameters = z.strictObject({
  allowed_payment_method_types: methodTypes().optional(),
  automatic_tax: z.strictObject({ enabled: flag() }).optional(),
  billing_address_collection: z.enum(['auto', 'required']).optional(),
  cancel_url: url().optional(),
  client_reference_id: text(200).optional(),
  currency: text(3).optional(),
  customer: text().optional(),
  customer_creation: z.enum(['always', 'if_required']).optional(),
  customer_email: text(800).optional(),
  customer_update: z
    .strictObject({ address: z.enum(['auto', 'never']).optional(), name: z.enum(['auto', 'never']).optional() })
    .optional(),
  expires_at: integer(0, 99_999_999_999).optional(),
  line_items: z.array(lineItem).max(100).optional(),
  locale: z.enum(locales).optional(),
  metadata: metadata().optional(),
  mode: z.enum(['payment', 'setup', 'subscription']).optional(),
  payment_intent_data: z
    .strictObject({
      metadata: metadata().optional(),
      description: clearable().optional(),
      setup_future_usage: z.enum(['off_session', 'on_session']).optional(),
    })
    .optional(),
  redirect_on_completion: z.enum(['always', 'if_required', 'never']).optional(),
  return_url: url().optional(),
  setup_intent_data: z
    .strictObject({ metadata: metadata().optional(), description: clearable().optional() })
    .optional(),
  subscription_data: z
    .strictObject({ metadata: metadata().optional(), description: clearable(500).optional() })
    .optional(),
  submit_type: z.enum(['auto', 'book', 'donate', 'pay', 'subscribe']).optional(),
  success_url: url().optional(),
  tax_id_collection: z.strictObject({ enabled: flag() }).optional(),
  ui_mode: z.enum(['hosted_page', 'embedded_page', 'elements', 'form']).optional(),
})

export type SessionParameters = z.output<typeof sessionParameters>
