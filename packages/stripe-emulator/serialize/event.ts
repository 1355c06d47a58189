import type Stripe from 'stripe'
import type { EventRecord } from '@/packages/stripe-emulator/records'

/** The API version whose shapes the emulator writes, and the only one it answers. */
export const apiVersion = '2026-10-28.endive'

/** An event as the API and a webhook carry it. @param pendingWebhooks deliveries still owed. */
export const serializeEvent = (record: EventRecord, pendingWebhooks: number): Stripe.EventBase => ({
  id: record.id,
  object: 'event',
  api_version: apiVersion,
  created: record.created,
  data: { object: record.object, ...(record.previous && { previous_attributes: record.previous }) },
  livemode: false,
  pending_webhooks: pendingWebhooks,
  request: record.request,
  type: record.type,
})
