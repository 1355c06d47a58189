import { z } from 'zod'
import { holdSubscription } from '@/packages/stripe-emulator/billing/current-subscription'
import { prorationBehavior } from '@/packages/stripe-emulator/billing/subscription-parameters'
import { updateSubscription } from '@/packages/stripe-emulator/billing/update-subscription'
import { type Endpoint, endpoint } from '@/packages/stripe-emulator/endpoint'
import { missing } from '@/packages/stripe-emulator/failure'
import { integer, metadata, text } from '@/packages/stripe-emulator/parameters'
import { subscriptionObject } from '@/packages/stripe-emulator/serialize/subscription'
import type { Work } from '@/packages/stripe-emulator/work'

const subscriptionOf = async (work: Work, item: string): Promise<string> => {
  const row = await work.get('emulator.subscription_item', item)
  if (!row) throw missing('subscription_item', item)
  return row.subscription
}

const shown = async (work: Work, subscription: string, id: string): Promise<object> => {
  const record = await work.get('subscription', subscription)
  const object = record && (await subscriptionObject(work, record))
  const item = object?.items.data.find((one) => one.id === id)
  if (!item) throw missing('subscription_item', id)
  return item
}

const retrieve = endpoint('GET', '/subscription_items/:id', z.strictObject({}), async ({ work, id }) =>
  shown(work, await subscriptionOf(work, id), id),
)

const updates = z.strictObject({
  metadata: metadata().optional(),
  off_session: z.enum(['true', 'false']).default('false'),
  payment_behavior: z
    .enum(['allow_incomplete', 'default_incomplete', 'error_if_incomplete', 'pending_if_incomplete'])
    .default('allow_incomplete'),
  price: text().optional(),
  proration_behavior: prorationBehavior(),
  proration_date: integer(0, 99_999_999_999).optional(),
  quantity: integer(0, 999_999).optional(),
})

/** The same as an update of the subscription that names this one item. */
const update = endpoint('POST', '/subscription_items/:id', updates, async ({ work, id }, given) => {
  const held = await holdSubscription(work, await subscriptionOf(work, id))
  const { price, quantity, proration_behavior: behavior } = given
  await updateSubscription(held, {
    change: {
      items: [{ id, price, quantity, metadata: given.metadata }],
      prorationBehavior: behavior,
      prorationDate: given.proration_date,
    },
    ending: { cancelAt: undefined, cancelAtPeriodEnd: undefined, prorationBehavior: behavior },
    settings: {},
    cancellation: {},
    terms: { behavior: given.payment_behavior, offSession: given.off_session === 'true' },
  })
  return shown(work, held.subscription.id, id)
})

const list = endpoint(
  'GET',
  '/subscription_items',
  z.strictObject({ subscription: text(), limit: integer(1, 100).default(10) }),
  async ({ work, path }, { subscription, limit }) => {
    const record = await work.get('subscription', subscription)
    if (!record) throw missing('subscription', subscription, 'subscription')
    const { data } = (await subscriptionObject(work, record)).items
    return { object: 'list', data: data.slice(0, limit), has_more: data.length > limit, url: path }
  },
)

export const subscriptionItems: readonly Endpoint[] = [list, retrieve, update]
