import { createHmac } from 'node:crypto'
import { Temporal } from 'temporal-polyfill'
import { connect, disconnect } from '@/db/client'
import { clock } from '@/e2e/dates'
import type { Ctx } from '@/lib/context'
import { minor } from '@/lib/core/money/amount'
import { switchBiller } from '@/lib/flows/funding/switch-biller'
import { settleCredit } from '@/lib/flows/payments/credit/settle-purchase'
import { startPurchase } from '@/lib/flows/payments/credit/start-purchase'
import { publishTier } from '@/lib/flows/payments/subscriptions/publish-tier'
import { settleSubscriptionForm } from '@/lib/flows/payments/subscriptions/settle-subscription'
import { startSubscription } from '@/lib/flows/payments/subscriptions/start-subscription'
import { createStripe } from '@/lib/stripe/client'
import { createGateway } from '@/lib/stripe/gateway'
import { createEmulator } from '@/packages/stripe-emulator/emulator'
import { ensureEmulatorSchema } from '@/packages/stripe-emulator/postgres/schema'
import { createEmulatorStore } from '@/packages/stripe-emulator/postgres/store'
import type { Stage } from './stage'

const longAgo = Temporal.Instant.from('2026-01-01T00:00:00Z')
const secretKey = 'sk_test_kontor_demo'
const publicUrl = 'http://127.0.0.1'

/** What a demo derives from its secret. */
export const webhookSecretOf = ({ authSecret }: Stage): string =>
  `whsec_${createHmac('sha256', authSecret).update('stripe webhook').digest('hex')}`

/** The emulator that the measured server has too: both stand on one store. It sends nothing by itself. */
const openEmulator = (stage: Stage) => {
  const emulator = createEmulator({
    store: { ...createEmulatorStore(stage.db.$client), claimDelivery: async () => null },
    now: clock,
    deliver: async () => new Response(null, { status: 503 }),
    apiKey: secretKey,
    webhookSecret: webhookSecretOf(stage),
    webhookUrl: `${publicUrl}/api/stripe/webhook`,
    publicUrl,
  })
  const stripe = createStripe({ secretKey, fetch: emulator.fetch })
  const gateway = createGateway({ stripe, publishableKey: 'pk_test_bench', webhookSecret: webhookSecretOf(stage) })
  return { emulator, stripe, gateway }
}

type Desk = ReturnType<typeof openEmulator>

const pay = async ({ emulator }: Desk, clientSecret: string): Promise<void> => {
  const id = clientSecret.split('_secret_')[0]
  const answer = await emulator.fetch(
    new Request(`${publicUrl}/stripe-emulator/checkout/${id}/confirm`, {
      method: 'POST',
      headers: { authorization: `Bearer ${clientSecret}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        email: 'bench@example.com',
        name: 'Bench',
        number: '4242424242424242',
        expiry: '12 / 34',
        cvc: '123',
      }),
    }),
  )
  if (!answer.ok) throw new Error(`a checkout was not paid: ${await answer.text()}`)
}

const subscribe = async (stage: Stage, desk: Desk, org: string): Promise<void> => {
  const choice = { product: 'tier', name: 'pro', version: 1, billed: 'monthly' } as const
  const { checkoutId, clientSecret } = await startSubscription(at(stage), desk.gateway, org, choice)
  await pay(desk, clientSecret)
  await settleSubscriptionForm(at(stage), desk.gateway, org, checkoutId)
}

const at = ({ ctx }: Stage): Ctx => ({ ...ctx, now: clock() })

/** Buys credit and pays for it; where somebody waits on the page, the page gives the credit. */
const buy = async (stage: Stage, desk: Desk, org: string, cents: bigint, waits: boolean): Promise<void> => {
  const { checkoutId, clientSecret } = await startPurchase(at(stage), desk.gateway, org, { amount: minor(cents) })
  await pay(desk, clientSecret)
  if (waits) await settleCredit(at(stage), desk.gateway, org, checkoutId)
}

/** Does something for each of many, eight at a time. */
const eachOf = async <Item>(items: readonly Item[], act: (item: Item) => Promise<void>): Promise<void> => {
  const waiting = [...items]
  const worker = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await act(item)
  }
  await Promise.all(Array.from({ length: 8 }, worker))
}

export type WebhookScene = {
  /** An event of each subscription that there is, as Stripe wrote it. */
  readonly subscriptions: readonly string[]
  /** An event of each purchase that was paid while somebody waited on the page, and of each of which nobody has heard. */
  readonly settled: readonly string[]
  readonly unheard: readonly string[]
}

/** What Stripe would send of a kind, the oldest last. */
const eventsOf = async ({ stripe }: Desk, type: string): Promise<readonly string[]> => {
  const found: string[] = []
  for await (const event of stripe.events.list({ type, limit: 100 })) found.push(JSON.stringify(event))
  return found
}

/**
 * Orgs with a subscription each, and purchases of credit that were paid a moment ago.
 * @param purchases how many of either kind, spread over the orgs.
 */
export const setWebhookScene = async (
  stage: Stage,
  orgs: readonly string[],
  purchases: number,
): Promise<WebhookScene> => {
  const owner = connect({ url: stage.url, role: 'owner', connections: 1 })
  await ensureEmulatorSchema(owner.$client, 'kontor_app')
  await disconnect(owner)
  const desk = openEmulator(stage)
  await desk.stripe.rawRequest('POST', '/v1/test_helpers/emulator/webhooks', { paused: 'true' })
  const price = { priceMonthly: minor(2_000n), priceAnnual: minor(20_000n) }
  await publishTier(at(stage), { tier: 'pro', version: 1, currency: 'CHF', active: true, ...price })
  await eachOf(orgs, async (org) => {
    await switchBiller(stage.ctx, org, 'prepaid', longAgo)
    await subscribe(stage, desk, org)
  })
  const orders = Array.from({ length: purchases }, (_, index) => index)
  const buyAll = async (waits: boolean): Promise<readonly string[]> => {
    const before = new Set(await eventsOf(desk, 'checkout.session.completed'))
    const from = waits ? 500n : 50_000n
    await eachOf(orders, (index) =>
      buy(stage, desk, orgs[index % orgs.length] ?? '', from + BigInt(Math.floor(index / orgs.length)), waits),
    )
    return (await eventsOf(desk, 'checkout.session.completed')).filter((event) => !before.has(event))
  }
  return {
    subscriptions: await eventsOf(desk, 'customer.subscription.updated'),
    settled: await buyAll(true),
    unheard: await buyAll(false),
  }
}
