import { z } from 'zod'
import { newItemsOf } from '@/packages/stripe-emulator/billing/create-subscription'
import { holdSubscription } from '@/packages/stripe-emulator/billing/current-subscription'
import { previewChange, previewStart } from '@/packages/stripe-emulator/billing/preview-invoice'
import { cancelAt, changedItems, prorationBehavior } from '@/packages/stripe-emulator/billing/subscription-parameters'
import { inTimeOf } from '@/packages/stripe-emulator/billing/time'
import { endpoint } from '@/packages/stripe-emulator/endpoint'
import { invalidRequest } from '@/packages/stripe-emulator/failure'
import { flag, integer, text } from '@/packages/stripe-emulator/parameters'
import { customerNamed } from '@/packages/stripe-emulator/payments/named'
import type { InvoiceRecord } from '@/packages/stripe-emulator/records'
import { serializeInvoice } from '@/packages/stripe-emulator/serialize/invoice'
import type { Work } from '@/packages/stripe-emulator/work'

const details = z.strictObject({
  cancel_at: cancelAt(),
  cancel_at_period_end: flag().optional(),
  cancel_now: flag().default(false),
  items: changedItems().optional(),
  proration_behavior: prorationBehavior(),
  proration_date: integer(0, 99_999_999_999).optional(),
})

const asked = z.strictObject({
  automatic_tax: z.strictObject({ enabled: flag() }).optional(),
  currency: text(3).optional(),
  customer: text().optional(),
  preview_mode: z.enum(['next']).optional(),
  subscription: text().optional(),
  subscription_details: details.optional(),
})
type Asked = z.output<typeof asked>

const ofChange = async (at: Work, id: string, given: Asked): Promise<InvoiceRecord> => {
  const { work, customer, subscription } = await holdSubscription(at, id, 'subscription')
  if (given.customer !== undefined && given.customer !== customer.id) {
    throw invalidRequest('The subscription does not belong to this customer.', 'customer')
  }
  const { subscription_details: change } = given
  const behavior = change?.proration_behavior ?? 'create_prorations'
  const items = change?.items ?? []
  return previewChange(work, customer, subscription, {
    change: items.length === 0 ? null : { items, prorationBehavior: behavior, prorationDate: change?.proration_date },
    ending: {
      cancelAt: change?.cancel_at,
      cancelAtPeriodEnd: change?.cancel_at_period_end,
      prorationBehavior: behavior,
    },
    cancelNow: change?.cancel_now ?? false,
  })
}

const ofStart = async (at: Work, given: Asked): Promise<InvoiceRecord> => {
  const items = given.subscription_details?.items ?? []
  if (given.customer === undefined || items.length === 0) {
    throw invalidRequest('Missing required param: subscription.', 'subscription', 'parameter_missing')
  }
  const customer = await customerNamed(at, given.customer)
  const work = await inTimeOf(at, customer.testClock)
  const param = 'subscription_details[items]'
  const planned = await newItemsOf(work, customer.id, items, { currency: given.currency, param })
  return previewStart(work, { customer, ...planned, automaticTax: given.automatic_tax?.enabled ?? false })
}

/** What a change of a subscription, or a new one, would be charged with. Nothing is kept of it. */
export const createPreview = endpoint('POST', '/invoices/create_preview', asked, async ({ work }, given) => {
  const invoice =
    given.subscription === undefined ? await ofStart(work, given) : await ofChange(work, given.subscription, given)
  return serializeInvoice(invoice, work.publicUrl)
})
