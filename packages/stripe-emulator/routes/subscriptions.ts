import { z } from 'zod'
import { cancelSubscription } from '@/packages/stripe-emulator/billing/cancel-subscription'
import { createSubscription } from '@/packages/stripe-emulator/billing/create-subscription'
import { currentSubscription, holdSubscription } from '@/packages/stripe-emulator/billing/current-subscription'
import { ownMethod } from '@/packages/stripe-emulator/billing/payment-method-for'
import {
  cancellationDetails,
  type SubscriptionUpdate,
  subscriptionCreation,
  subscriptionUpdate,
} from '@/packages/stripe-emulator/billing/subscription-parameters'
import { type AskedUpdate, updateSubscription } from '@/packages/stripe-emulator/billing/update-subscription'
import { type Endpoint, endpoint } from '@/packages/stripe-emulator/endpoint'
import { invalidRequest, missing } from '@/packages/stripe-emulator/failure'
import { mergeMetadata } from '@/packages/stripe-emulator/merge-metadata'
import { pageOf } from '@/packages/stripe-emulator/page'
import { flag, listParameters, text } from '@/packages/stripe-emulator/parameters'
import { customerNamed } from '@/packages/stripe-emulator/payments/named'
import type { SubscriptionRecord } from '@/packages/stripe-emulator/records'
import { subscriptionObject } from '@/packages/stripe-emulator/serialize/subscription'
import type { Work } from '@/packages/stripe-emulator/work'
import { matching } from './matching'

const create = endpoint('POST', '/subscriptions', subscriptionCreation, async ({ work }, given) =>
  subscriptionObject(work, await createSubscription(given, work)),
)

const retrieve = endpoint('GET', '/subscriptions/:id', z.strictObject({}), async ({ work, id }) => {
  const subscription = await currentSubscription(work, id)
  if (!subscription) throw missing('subscription', id)
  return subscriptionObject(work, subscription)
})

/** Only what changes money may wait for it. */
const checkPending = (given: SubscriptionUpdate): void => {
  if (given.payment_behavior !== 'pending_if_incomplete') return
  const unsupported = (
    ['automatic_tax', 'cancel_at', 'cancel_at_period_end', 'cancellation_details', 'description', 'metadata'] as const
  ).find((name) => given[name] !== undefined)
  if (unsupported) {
    const message = `\`${unsupported}\` is not supported when \`payment_behavior\` is \`pending_if_incomplete\`.`
    throw invalidRequest(message, unsupported)
  }
}

const settingsOf = (current: SubscriptionRecord, given: SubscriptionUpdate): AskedUpdate['settings'] => ({
  ...(given.automatic_tax && { automaticTax: given.automatic_tax.enabled }),
  ...(given.default_payment_method !== undefined && { defaultPaymentMethod: given.default_payment_method }),
  ...(given.description !== undefined && { description: given.description }),
  ...(given.metadata !== undefined && { metadata: mergeMetadata(current.metadata, given.metadata) }),
  ...(given.payment_settings?.save_default_payment_method && {
    saveDefaultMethod: given.payment_settings.save_default_payment_method === 'on_subscription',
  }),
})

const askedOf = (current: SubscriptionRecord, given: SubscriptionUpdate): AskedUpdate => {
  const prorationBehavior = given.proration_behavior
  const items = given.items ?? []
  return {
    change: items.length === 0 ? null : { items, prorationBehavior, prorationDate: given.proration_date },
    ending: { cancelAt: given.cancel_at, cancelAtPeriodEnd: given.cancel_at_period_end, prorationBehavior },
    settings: settingsOf(current, given),
    cancellation: definedOf(given.cancellation_details),
    terms: { behavior: given.payment_behavior, offSession: given.off_session },
  }
}

type Details = z.output<typeof cancellationDetails>

const definedOf = (details: Details | undefined): AskedUpdate['cancellation'] => ({
  ...(details?.comment !== undefined && { comment: details.comment }),
  ...(details?.feedback !== undefined && { feedback: details.feedback }),
})

const shown = async (work: Work, id: string): Promise<object> => {
  const subscription = await work.get('subscription', id)
  if (!subscription) throw missing('subscription', id)
  return subscriptionObject(work, subscription)
}

const update = endpoint('POST', '/subscriptions/:id', subscriptionUpdate, async ({ work, id }, given) => {
  checkPending(given)
  const held = await holdSubscription(work, id)
  const method = given.default_payment_method
  if (method !== undefined) await ownMethod(work, held.customer.id, method, 'default_payment_method')
  await updateSubscription(held, askedOf(held.subscription, given))
  return shown(work, id)
})

const cancellation = z.strictObject({
  cancellation_details: cancellationDetails.optional(),
  invoice_now: flag().default(false),
  prorate: flag().default(false),
})

const cancel = endpoint('DELETE', '/subscriptions/:id', cancellation, async ({ work, id }, given) => {
  const held = await holdSubscription(work, id)
  const { prorate, invoice_now: invoiceNow } = given
  await cancelSubscription(held, { prorate, invoiceNow, cancellation: definedOf(given.cancellation_details) })
  return shown(work, id)
})

const statuses = [
  'active',
  'all',
  'canceled',
  'ended',
  'incomplete',
  'incomplete_expired',
  'past_due',
  'unpaid',
] as const

const listing = z.strictObject({
  ...listParameters,
  customer: text().optional(),
  price: text().optional(),
  status: z.enum(statuses).optional(),
  test_clock: text().optional(),
})

/** Without a status, those that were canceled are left out. */
const hasStatus = (status: (typeof statuses)[number] | undefined, record: SubscriptionRecord): boolean => {
  if (status === 'all') return true
  if (status === undefined) return record.status !== 'canceled'
  return status === 'ended' ? record.ended === 'true' : record.status === status
}

const list = endpoint('GET', '/subscriptions', listing, async (call, given) => {
  const { customer, price, status, test_clock: testClock } = given
  if (customer !== undefined) await customerNamed(call.work, customer)
  return pageOf(call, 'subscription', given, {
    match: matching({ customer, testClock }),
    keep: (record) =>
      hasStatus(status, record) && (price === undefined || record.items.some((item) => item.price.id === price)),
    serialize: (record) => subscriptionObject(call.work, record),
  })
})

export const subscriptions: readonly Endpoint[] = [create, list, retrieve, update, cancel]
