import { createServer } from 'node:http'
import postgres from 'postgres'

/**
 * What the front server is measured against: `node:http` and the same database function, with no authentication, no
 * checking, no pricing, no log. Whoever asks sends the function's own input.
 */
const sql = postgres(process.env.DATABASE_URL ?? '', { max: 10, connection: { role: 'kontor_app', TimeZone: 'UTC' } })

createServer(async (request, response) => {
  const answer = (body: unknown) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  if (request.method === 'GET') {
    await sql`select 1`
    answer({ status: 'ok' })
    return
  }
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const { org, items } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { org: string; items: unknown[] }
  const rows = await sql`select * from record_usage(${org}, ${JSON.stringify(items)}::text::jsonb, now())`
  answer({ results: rows.length })
}).listen(Number(process.env.PORT), '127.0.0.1')
