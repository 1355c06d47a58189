import { Temporal } from 'temporal-polyfill'
import { expect, it } from 'vitest'
import { openCardDesk } from '@/db/testing/card-payments'
import { admin, clockOfToday, contextOf } from '@/db/testing/fixtures'
import { rowCounts } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { replayEvent } from '@/lib/flows/payments/events/replay-event'
import { retryFailing } from '@/lib/flows/payments/events/retry-failing'
import { keepStripeEvent } from '@/lib/flows/payments/take-stripe-event'
import { Refusal } from '@/lib/platform/errors'
import { adminStripeEvents } from '@/lib/reads/admin-stripe-events'
import { Stripe, webhookSecret } from '@/packages/stripe-emulator/testing/harness'
import { POST } from './route'

const { url, db, ownerSql } = await testDatabase()
process.env.DATABASE_URL = url
const desk = openCardDesk()
Object.assign(globalThis, {
  [Symbol.for('kontor.databases')]: { machines: db, people: db },
  [Symbol.for('kontor.wired')]: { settings: clockOfToday, gateway: desk.stripe },
})

const event = (id: string) =>
  JSON.stringify({ id, object: 'event', type: 'customer.created', data: { object: { id: 'cus_1', metadata: {} } } })
const sign = (payload: string, more: { timestamp?: number; secret?: string } = {}): string =>
  Stripe.webhooks.generateTestHeaderString({ payload, secret: webhookSecret, ...more })
const send = (body: string, signature: string | null) =>
  POST(
    new Request('http://127.0.0.1/api/stripe/webhook', {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...(signature === null ? {} : { 'stripe-signature': signature }) },
    }),
  )

const body = event('evt_forged')
const longAgo = Math.floor(Date.now() / 1000) - 301

it.each<[string, string, string | null]>([
  ['no signature', body, null],
  ['an empty signature', body, ''],
  ['a signature of another secret', body, sign(body, { secret: 'whsec_of_somebody' })],
  ['a signature of another body', body, sign(event('evt_other'))],
  ['a signature that is cut off', body, sign(body).slice(0, -1)],
  ['a signature of the second scheme alone', body, sign(body).replace('v1=', 'v0=')],
  [
    'a signature with a newer time',
    body,
    sign(body, { timestamp: longAgo }).replace(`t=${longAgo}`, `t=${longAgo + 300}`),
  ],
  ['a signature that is older than five minutes', body, sign(body, { timestamp: longAgo })],
  ['a body that is cut off', body.slice(0, -1), sign(body)],
  ['nothing at all', '', sign('')],
  ['white space after the body', `${body}\n`, sign(body)],
])('%s is answered with 400, and nothing is written', async (_, raw, signature) => {
  const before = await rowCounts(ownerSql)
  const answer = await send(raw, signature)
  expect(answer.status).toBe(400)
  expect(await answer.json()).toMatchObject({ detail: { error_code: 'invalid_signature' } })
  expect(await rowCounts(ownerSql)).toEqual(before)
})

it('a signed event is answered with 200 and remembered, byte for byte as it came, umlauts included', async () => {
  const signed = event('evt_signed').replace('"metadata":{}', '"name":"Käufer & Söhne 🧾",  "metadata":{}')
  expect((await send(signed, sign(signed))).status).toBe(200)
  const [row] = await ownerSql`select state, convert_from(body, 'UTF8') as body from stripe_events`
  expect(row).toEqual({ state: 'ignored', body: signed })
})

it('an event about what is not here yet is answered with an error, so that Stripe sends it again', async () => {
  const customer = await desk.harness.stripe.customers.create({ metadata: { org: 'nobody-here' } })
  const ours = JSON.stringify({
    id: 'evt_ours',
    object: 'event',
    type: 'customer.updated',
    data: { object: { id: customer.id } },
  })
  expect((await send(ours, sign(ours))).status).toBe(503)
  expect(await ownerSql`select state from stripe_events where event_id = 'evt_ours'`).toMatchObject([
    { state: 'failing' },
  ])
})

it.each([
  ['that is no JSON', 'plain', 'failing', 'The signed body is not JSON. It is kept as it came.'],
  ['that is a list', '[1]', 'failing', 'The signed body is not an object. It is kept as it came.'],
  [
    'without a kind',
    '{"id":"evt_of_no_kind"}',
    'failing',
    'The event does not say what kind it is of. It is kept as it came.',
  ],
  [
    'of API v2',
    '{"id":"evt_thin","object":"v2.core.event","type":"v2.core.account.updated","related_object":{"id":"acct_1"}}',
    'ignored',
    'Nothing to do for v2.core.account.updated.',
  ],
  [
    'of a kind that is not known',
    '{"id":"evt_tea","type":"teapot.boiled"}',
    'ignored',
    'Nothing to do for teapot.boiled.',
  ],
  [
    'of a kind for us, about nothing',
    '{"id":"evt_void","type":"invoice.paid","api_version":"2031-01-01","data":{"object":null}}',
    'failing',
    'The invoice.paid event of API version 2031-01-01 does not name its customer. Kontor reads version 2026-10-28.endive.',
  ],
  [
    'with a zero byte in a text',
    '{"id":"evt_nul","type":"teapot.a","data":{"object":{"a":"\\u0000"}}}',
    'ignored',
    'Nothing to do for teapot.a.',
  ],
  [
    'with half a character',
    '{"id":"evt_half","type":"teapot.b","data":{"object":{"a":"\\ud83d"}}}',
    'ignored',
    'Nothing to do for teapot.b.',
  ],
  [
    'with a number beyond all',
    '{"id":"evt_huge","type":"teapot.c","n":1e999999999}',
    'ignored',
    'Nothing to do for teapot.c.',
  ],
  [
    'a hundred thousand levels deep',
    `{"id":"evt_deep","type":"teapot.d","n":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
    'ignored',
    'Nothing to do for teapot.d.',
  ],
  [
    'of two megabytes',
    `{"id":"evt_long","type":"teapot.e","n":"${'x'.repeat(2_097_152)}"}`,
    'ignored',
    'Nothing to do for teapot.e.',
  ],
])(
  'a signed body %s is recorded as it came and answered with 200, however often it comes',
  async (_, raw, state, sentence) => {
    for (const round of [1, 2]) expect([round, (await send(raw, sign(raw))).status]).toEqual([round, 200])
    const rows = await ownerSql`
    select state, sentence, convert_from(body, 'UTF8') = ${raw} as same from stripe_events
     where md5(body) = md5(convert_to(${raw}, 'UTF8'))`
    expect(rows).toEqual([{ state, sentence, same: true }])
  },
)

/** Has the gateway answer in another way for one call. */
const meanwhile = async <T>(other: Partial<typeof desk.stripe>, run: () => Promise<T>): Promise<T> => {
  const wired = (globalThis as unknown as Record<symbol, { gateway: typeof desk.stripe }>)[Symbol.for('kontor.wired')]
  if (!wired) throw new Error('nothing is wired')
  wired.gateway = { ...desk.stripe, ...other }
  return run().finally(() => {
    wired.gateway = desk.stripe
  })
}

const about = (id: string, customer: string) =>
  JSON.stringify({ id, object: 'event', type: 'customer.updated', data: { object: { id: customer } } })
const stateOf = async (id: string) => (await ownerSql`select state from stripe_events where event_id = ${id}`)[0]?.state

it('our own mistake is no reason for Stripe to send it again: it is recorded, listed and replayed from here', async () => {
  const raw = about('evt_mistake', 'cus_mistake')
  const broken = { orgOfCustomer: () => Promise.reject(new TypeError('undefined is not a customer')) }
  const answer = await meanwhile(broken, () => send(raw, sign(raw)))
  expect(answer.status).toBe(200)
  expect((await answer.json()).message).toContain('an administrator has to look at it: undefined is not a customer')
  expect(await stateOf('evt_mistake')).toBe('failing')
  const listed = await adminStripeEvents(contextOf(db, admin), { state: 'failing', type: undefined, page: 1 })
  expect(listed.rows.find(({ event: id }) => id === 'evt_mistake')?.sentence).toBe('undefined is not a customer')
  // Stripe never had it, and need not: what came is kept.
  const fixed = { ...desk.stripe, orgOfCustomer: async () => '' }
  expect(await replayEvent(contextOf(db, admin), fixed, 'evt_mistake')).toMatchObject({ outcome: 'ignored' })
})

it('Stripe being away is a reason for it to send the event again', async () => {
  const raw = about('evt_away', 'cus_away')
  const away = { orgOfCustomer: () => Promise.reject(new Refusal('stripe_unavailable', 'Stripe is away.')) }
  expect((await meanwhile(away, () => send(raw, sign(raw)))).status).toBe(502)
  expect(await stateOf('evt_away')).toBe('failing')
})

it('the database being away is one too, and nothing is claimed to be recorded', async () => {
  const raw = event('evt_lost')
  const root = globalThis as unknown as Record<symbol, unknown>
  const gone = Promise.reject(new Error('the database is away'))
  gone.catch(() => {})
  root[Symbol.for('kontor.databases')] = { machines: { $client: () => gone } }
  const answer = await send(raw, sign(raw))
  root[Symbol.for('kontor.databases')] = { machines: db, people: db }
  expect(answer.status).toBe(500)
  expect(await stateOf('evt_lost')).toBeUndefined()
})

it('an event whose process ended right after it was recorded is acted on a minute later', async () => {
  const now = Temporal.Instant.from('2026-11-20T10:00:00Z')
  await keepStripeEvent(contextOf(db, admin, now), event('evt_cut_off'))
  expect(await stateOf('evt_cut_off')).toBe('received')
  const system = { kind: 'system', name: 'outbox' } as const
  await retryFailing(contextOf(db, system, now.add({ seconds: 59 })), desk.stripe)
  expect(await stateOf('evt_cut_off')).toBe('received')
  await retryFailing(contextOf(db, system, now.add({ seconds: 60 })), desk.stripe)
  expect(await stateOf('evt_cut_off')).toBe('ignored')
})
