import { expect, it } from 'vitest'
import { openCardDesk } from '@/db/testing/card-payments'
import { rowCounts } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { Stripe, webhookSecret } from '@/lib/stripe-emulator/testing/harness'
import { POST } from './route'

const { url, db, ownerSql } = await testDatabase()
process.env.DATABASE_URL = url
Object.assign(globalThis, {
  [Symbol.for('kontor.database')]: db,
  [Symbol.for('kontor.wired')]: { settings: { demoClockSeconds: 0 }, gateway: openCardDesk().stripe },
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
  ['white space after the body', `${body}\n`, sign(body)],
  ['a signed body that is no JSON', 'plain', sign('plain')],
  ['nothing at all', '', sign('')],
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
  const [row] = await ownerSql`select state, payload->'data'->'object'->>'name' as name from stripe_events`
  expect(row).toEqual({ state: 'ignored', name: 'Käufer & Söhne 🧾' })
})

it('an event that fails is answered with an error, so that Stripe sends it again', async () => {
  const ours = JSON.stringify({
    id: 'evt_ours',
    object: 'event',
    type: 'customer.updated',
    data: { object: { id: 'cus_ours', metadata: { org: 'nobody-here' } } },
  })
  expect((await send(ours, sign(ours))).status).toBe(503)
  expect(await ownerSql`select state from stripe_events where event_id = 'evt_ours'`).toMatchObject([
    { state: 'failing' },
  ])
})
