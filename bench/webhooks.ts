import { createHmac } from 'node:crypto'
import { inTurn, type Load } from './load'
import type { BenchResult } from './result'
import { type Stage, startFront, startServer } from './stage'
import { setWebhookScene, webhookSecretOf } from './webhook-scene'

const connections = 8

let number = 0

/** An event as it was sent, under an id of its own: as if it happened again. */
const again = (event: string): string => {
  number += 1
  return event.replace(/"id":"evt_\w+"/, `"id":"evt_bench${number}"`)
}

/** Each of a list in turn, over and over. */
const inOrder = (events: readonly string[]) => {
  let next = 0
  return (): string => {
    const event = events[next % events.length] ?? ''
    next += 1
    return again(event)
  }
}

/**
 * Signed deliveries of Stripe, against as little as can be: a signature that is checked and an event that is kept. Where
 * what an event is about has to be read from Stripe, the other side reads it too, and does nothing with it.
 */
export const benchWebhooks = async (stage: Stage): Promise<BenchResult[]> => {
  const secret = webhookSecretOf(stage)
  const rounds = stage.extent(3, 1)
  /** Deliveries of a round, on either side. */
  const deliveries = stage.extent(200, 2)
  const orgs = await stage.openOrgs('webhooks', stage.extent(25, 2))
  const scene = await setWebhookScene(stage, orgs, deliveries * (rounds + 1))
  const front = await startFront(stage)
  const bare = await startServer(stage, 'bench/bare-server.ts', { STRIPE_WEBHOOK_SECRET: secret })
  const signed = (body: string) => {
    // Signatures are checked by the machine's clock, whatever the portal's is.
    const at = Math.floor(Date.now() / 1000)
    const signature = createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')
    return { 'stripe-signature': `t=${at},v1=${signature}` }
  }
  const load = (url: string, body: () => string): Load => ({
    url,
    method: 'POST',
    connections,
    seconds: 60,
    requests: deliveries,
    body,
    signed,
  })
  type Row = { readonly events: readonly string[]; readonly reads: boolean; readonly least: number }
  const measure = async (name: string, { events, reads, least }: Row): Promise<BenchResult> => {
    const ours = load(`${front.address}/api/stripe/webhook`, inOrder(events))
    const {
      ours: fast,
      bare: base,
      ratio,
    } = await inTurn(ours, load(`${bare.address}/webhook${reads ? '-and-read' : ''}`, inOrder(events)), rounds)
    return {
      name,
      value: Math.round(fast.perSecond),
      unit: '1/s',
      baseline: Math.round(base.perSecond),
      ratio,
      target: `ratio ≥ ${least}`,
      pass: ratio >= least,
    }
  }
  return [
    await measure('customer.subscription.updated, one customer', {
      events: scene.subscriptions.slice(0, 1),
      reads: true,
      least: 1,
    }),
    await measure(`customer.subscription.updated, ${orgs.length} customers`, {
      events: scene.subscriptions,
      reads: true,
      least: 0.5,
    }),
    await measure('checkout.session.completed, the page was first', {
      events: scene.settled,
      reads: false,
      least: 0.5,
    }),
    await measure('checkout.session.completed, first to say so', { events: scene.unheard, reads: true, least: 0.3 }),
  ]
}
