import { createServer, type IncomingMessage } from 'node:http'
import postgres from 'postgres'
import { verify } from '@/lib/stripe/verify'

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

/** As little as can be between a request and the same database: what the front server is measured against. */
createServer(async (message, answer) => {
  const raw = await read(message)
  if (message.url === '/webhook') await keep(raw, message)
  const body: unknown = message.url === '/webhook' ? null : JSON.parse(raw || 'null')
  if (message.url === '/insert') await insert(body as Parameters<typeof insert>[0])
  else if (message.url === '/look-up') await lookUp((body as { org: string }).org)
  else if (message.url === '/api/health') await sql`select 1`
  answer.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}')
}).listen(Number(process.env.PORT), '127.0.0.1')
