import { createServer } from 'node:http'
import { Temporal } from 'temporal-polyfill'
import { POST } from '@/app/api/stripe/webhook/route'
import { connect } from '@/db/client'
import { createEmulatorStore } from '@/packages/stripe-emulator/postgres/store'
import { openMonthStripe } from './month-stripe'
import { wire } from './webhook-storm'

/** What a receiver is told, as JSON in its first argument. */
export type ReceiverOrder = { readonly url: string; readonly port: number; readonly at: string }

/** The webhook of the portal in a process of its own, with a Stripe that all processes share in the database. */
const serve = ({ url, port, at }: ReceiverOrder): void => {
  const ofStripe = connect({ url, role: 'owner', connections: 10, applicationName: 'stripe' })
  const stripe = openMonthStripe(Temporal.Instant.from(at), createEmulatorStore(ofStripe.$client))
  wire({ url, db: connect({ url, role: 'kontor_app', connections: 10 }) }, stripe)
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk as Buffer)
    const headers = { 'stripe-signature': String(incoming.headers['stripe-signature'] ?? '') }
    const request = new Request(`http://127.0.0.1${incoming.url}`, {
      method: 'POST',
      headers,
      body: Buffer.concat(chunks),
    })
    const answer = await POST(request)
    outgoing.writeHead(answer.status).end(await answer.text())
  })
  server.listen(port, '127.0.0.1', () => process.send?.('listening'))
}

process.once('disconnect', () => process.exit(1))
serve(JSON.parse(process.argv[2] ?? '') as ReceiverOrder)
