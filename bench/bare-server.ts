import { createServer, type IncomingMessage } from 'node:http'
import postgres from 'postgres'
import { clock } from '@/e2e/dates'
import { createStripe } from '@/lib/stripe/client'
import { verify } from '@/lib/stripe/verify'
import { createEmulator } from '@/packages/stripe-emulator/emulator'
import { createEmulatorStore } from '@/packages/stripe-emulator/postgres/store'

const sql = postgres(process.env.DATABASE_URL ?? '', {
  max: 10,
  fetch_types: false,
  connection: { role: 'kontor_app' },
})

const columns = [
  'org_id',
  'idempotency_key',
  'input_hash',
  'meter',
  'resource',
  'quantity',
  'occurred_at',
  'day_on',
  'price_book',
  'price_version',
  'amount',
  'postpaid',
  'recorded_at',
  'sequence',
] as const

const read = async (message: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}

/** Rows as they are sent, sorted by their key: what a portal that neither prices nor funds would store. */
const insert = (rows: readonly Record<(typeof columns)[number], string>[]) =>
  sql`insert into usage_events ${sql([...rows], ...columns)} on conflict (org_id, idempotency_key) do nothing`

/** One update of a row that everybody wants: as little as each change of one organization has to wait for. */
const inOrder = (org: string) =>
  sql.begin(async (own) => {
    await own`select sequence from org_accounts where org_id = ${org} for update`
    await own`update org_accounts set sequence = sequence + 1 where org_id = ${org}`
  })

const lookUp = (org: string) => sql`select * from org_gates where org_id = ${org}`

/** Checks the signature and keeps the event, and does nothing about it. */
const keep = (raw: string, message: IncomingMessage) => {
  verify(raw, String(message.headers['stripe-signature']), process.env.STRIPE_WEBHOOK_SECRET ?? '')
  const event = JSON.parse(raw) as { id: string; type: string }
  return sql`
    insert into stripe_events (event_id, type, state, sentence, payload, attempts, received_at, settled_at)
    values (${event.id}, ${event.type}, 'done', '', ${raw}::text::jsonb, 1, now(), now())
    on conflict (event_id) do nothing`
}

const emulatorKey = 'sk_test_kontor_demo'

/** The emulator on the same database that the measured server has, over the same SDK. */
const openStripe = () => {
  const origin = 'http://127.0.0.1'
  const emulator = createEmulator({
    store: createEmulatorStore(sql),
    now: clock,
    deliver: async () => new Response(null, { status: 503 }),
    apiKey: emulatorKey,
    webhookSecret: process.env.STRIPE_WEBHOOK_SECRET ?? '',
    webhookUrl: origin,
    publicUrl: origin,
  })
  return createStripe({
    secretKey: emulatorKey,
    fetch: (url: string | URL | Request, init?: RequestInit) => emulator.fetch(new Request(url, init)),
  })
}
const stripe = openStripe()

type Named = { readonly object: string; readonly id: string; readonly customer: string }

/** Reads what an event is about: a session with its payment, or what its customer subscribes to and has on account. */
const ask = ({ object, id, customer }: Named): Promise<unknown> =>
  object === 'checkout.session'
    ? stripe.checkout.sessions.retrieve(id, { expand: ['payment_intent.latest_charge'] })
    : Promise.all([
        stripe.subscriptions.list({ customer, status: 'all', limit: 100 }),
        stripe.customers.retrieve(customer),
      ])

/** Keeps the event and reads its object from Stripe, because its snapshot may be out of date. */
const readToo = async (raw: string, message: IncomingMessage): Promise<void> => {
  await keep(raw, message)
  await ask((JSON.parse(raw) as { data: { object: Named } }).data.object)
}

/** As little as can be between a request and the same database: what the front server is measured against. */
createServer(async (message, answer) => {
  const raw = await read(message)
  if (message.url === '/webhook') await keep(raw, message)
  if (message.url === '/webhook-and-read') await readToo(raw, message)
  const body: unknown = message.url?.startsWith('/webhook') ? null : JSON.parse(raw || 'null')
  if (message.url === '/insert') await insert(body as Parameters<typeof insert>[0])
  else if (message.url === '/in-order') await inOrder((body as { org: string }).org)
  else if (message.url === '/look-up') await lookUp((body as { org: string }).org)
  else if (message.url === '/api/health') await sql`select 1`
  answer.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}')
}).listen(Number(process.env.PORT), '127.0.0.1')
