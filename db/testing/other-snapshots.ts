import { Stripe, webhookSecret } from '@/packages/stripe-emulator/testing/harness'

type Webhook = { readonly body: string; readonly signature: string }
type Fields = Record<string, unknown>

const idOf = (value: unknown): unknown => (typeof value === 'object' && value !== null ? (value as Fields).id : value)

/** The ids that an object of an event names. */
const idsOf = (object: Fields): Fields => {
  const named = ['id', 'object', 'customer', 'payment_intent', 'charge'].filter((field) => field in object)
  return Object.fromEntries(named.map((field) => [field, idOf(object[field])]))
}

/** What every kind of object says elsewhere, and none of it true. */
const lies: Fields = {
  status: 'complete',
  payment_status: 'paid',
  mode: 'payment',
  amount: 1,
  amount_total: 1,
  amount_subtotal: 1,
  currency: 'jpy',
  metadata: { org: 'somebody-else', invoice: 'inv_none', purchase: 'pur_none', checkout: 'chk_none' },
  items: null,
  parent: 'none',
  refunds: 'all of them',
  balance_transactions: {},
}

const signed = (body: string): Webhook => ({
  body,
  signature: Stripe.webhooks.generateTestHeaderString({ payload: body, secret: webhookSecret }),
})

/** The same event with another snapshot, and in another version of the API where one is given. */
export const withObject = ({ body }: Webhook, change: (object: Fields) => Fields, version?: string): Webhook => {
  const event = JSON.parse(body) as Fields & { data: { object: Fields } }
  const data = { ...event.data, object: change(event.data.object) }
  return signed(JSON.stringify({ ...event, ...(version ? { api_version: version } : {}), data }))
}

/** The same event in a version of the API whose objects have nothing in common with ours but their ids. */
export const inAnotherVersion = (webhook: Webhook): Webhook => withObject(webhook, idsOf, '2031-04-30.other')

/** The same event with a snapshot that says something else than what is so. */
export const withLies = (webhook: Webhook): Webhook =>
  withObject(webhook, (object) => ({ ...object, ...lies, ...idsOf(object) }), '2019-02-11')
