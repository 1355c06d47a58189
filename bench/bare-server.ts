import { createServer, type IncomingMessage } from 'node:http'
import postgres from 'postgres'

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

const read = async (message: IncomingMessage): Promise<unknown> => {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk as Buffer)
  return JSON.parse(Buffer.concat(chunks).toString() || 'null')
}

/** Rows as they are sent, sorted by their key: what a portal that neither prices nor funds would store. */
const insert = (rows: readonly Record<(typeof columns)[number], string>[]) =>
  sql`insert into usage_events ${sql([...rows], ...columns)} on conflict (org_id, idempotency_key) do nothing`

const lookUp = (org: string) => sql`select * from org_gates where org_id = ${org}`

/** As little as can be between a request and the same database: what the front server is measured against. */
createServer(async (message, answer) => {
  const body = await read(message)
  if (message.url === '/insert') await insert(body as Parameters<typeof insert>[0])
  else if (message.url === '/look-up') await lookUp((body as { org: string }).org)
  else if (message.url === '/api/health') await sql`select 1`
  answer.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}')
}).listen(Number(process.env.PORT), '127.0.0.1')
