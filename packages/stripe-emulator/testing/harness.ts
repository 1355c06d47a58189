import Stripe from 'stripe'
import { Temporal } from 'temporal-polyfill'
import { createEmulator, type Emulator } from '@/packages/stripe-emulator/emulator'
import { createMemoryStore } from '@/packages/stripe-emulator/memory-store'
import type { EmulatorStore } from '@/packages/stripe-emulator/store'

export { Stripe }

export const secretKey = 'sk_test_emulator'
export const webhookSecret = 'whsec_emulator_test'

export type Received = { readonly body: string; readonly signature: string; readonly type: string; readonly id: string }

export type Harness = {
  readonly emulator: Emulator
  readonly stripe: Stripe
  /** What the webhook endpoint was sent, in order of arrival, whatever it answered. */
  readonly received: Received[]
  /** Changes what the endpoint answers; 200 at first, 0 for no answer. */
  answerWith(status: number): void
  advance(seconds: number): void
  now(): Temporal.Instant
}

/** The moment at which tests begin, whatever the day they run on: a month of 30 days has 9 left, none of them a change of the clocks. */
const begin = Temporal.Instant.from('2026-11-21T10:00:00Z')

/** An emulator with the real SDK in front of it and a webhook endpoint behind it. Its clock goes on from `start`. */
export const startHarness = (store: EmulatorStore = createMemoryStore(), start = begin): Harness => {
  const received: Received[] = []
  let status = 200
  const startedMs = performance.now()
  let ahead = 0
  const now = (): Temporal.Instant =>
    start.add({ seconds: ahead, milliseconds: Math.floor(performance.now() - startedMs) })
  const emulator = createEmulator({
    store,
    now,
    deliver: async (request) => {
      const body = await request.text()
      const event = JSON.parse(body) as { type: string; id: string }
      received.push({ body, signature: request.headers.get('stripe-signature') ?? '', type: event.type, id: event.id })
      if (status === 0) throw new TypeError('fetch failed')
      return new Response(null, { status })
    },
    apiKey: secretKey,
    webhookSecret,
    webhookUrl: 'http://127.0.0.1:9/api/webhooks/stripe',
    publicUrl: 'http://127.0.0.1:3000',
  })
  const stripe = new Stripe(secretKey, {
    maxNetworkRetries: 0,
    telemetry: false,
    httpClient: Stripe.createFetchHttpClient((input: string | URL | Request, init?: RequestInit) =>
      emulator.fetch(new Request(input, init)),
    ),
  })
  return {
    emulator,
    stripe,
    received,
    answerWith: (next) => {
      status = next
    },
    advance: (seconds) => {
      ahead += seconds
    },
    now,
  }
}

export const cards = {
  good: '4242424242424242',
  declined: '4000000000000002',
  insufficient: '4000000000009995',
  asking: '4000002500003155',
  asksAlways: '4000002760003184',
  savedThenDeclined: '4000000000000341',
  disputes: '4000000000000259',
} as const

type Answer = { readonly status: number; readonly body: Record<string, unknown> & { error?: Record<string, unknown> } }

const post = async (emulator: Emulator, secret: string, step: string, body: unknown): Promise<Answer> => {
  const id = secret.split('_secret_')[0]
  const response = await emulator.fetch(
    new Request(`http://127.0.0.1:3000/stripe-emulator/checkout/${id}/${step}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  )
  return { status: response.status, body: (await response.json()) as Answer['body'] }
}

/** What the card page sends when somebody types a card and pays. */
export const pay = (emulator: Emulator, secret: string, number: string, more: object = {}): Promise<Answer> =>
  post(emulator, secret, 'confirm', {
    email: 'anna@example.com',
    name: 'Anna Muster',
    number,
    expiry: '12 / 34',
    cvc: '123',
    ...more,
  })

export const authenticate = (emulator: Emulator, secret: string, result: 'complete' | 'fail'): Promise<Answer> =>
  post(emulator, secret, 'authenticate', { result })
