import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { createEmulator } from '@/packages/stripe-emulator/emulator'
import { createMemoryStore } from '@/packages/stripe-emulator/memory-store'
import {
  type Harness,
  Stripe,
  secretKey,
  startHarness,
  webhookSecret,
} from '@/packages/stripe-emulator/testing/harness'
import { nextTryMs } from './deliver-due'

const flip = async ({ emulator }: Harness, switches: Record<string, string>): Promise<void> => {
  const response = await emulator.fetch(
    new Request('https://api.stripe.com/v1/test_helpers/emulator/webhooks', {
      method: 'POST',
      headers: { authorization: `Bearer ${secretKey}` },
      body: new URLSearchParams(switches),
    }),
  )
  expect(response.status).toBe(200)
}

const make = async (harness: Harness, count: number): Promise<void> => {
  for (let index = 0; index < count; index += 1) await harness.stripe.customers.create({ name: `Customer ${index}` })
  await harness.emulator.idle()
}

const namesOf = ({ received }: Harness): string[] =>
  received.map(({ body }) => (JSON.parse(body) as { data: { object: { name: string } } }).data.object.name)

describe('webhook deliveries', () => {
  it('start by themselves after a change, without holding up the answer', async () => {
    const harness = startHarness()
    await make(harness, 1)
    expect(namesOf(harness)).toEqual(['Customer 0'])
  })

  it('are signed so that constructEvent accepts them, unaltered and with the right secret only', async () => {
    const harness = startHarness()
    await make(harness, 1)
    const [first] = harness.received
    if (!first) throw new Error('nothing was delivered')
    const event = Stripe.webhooks.constructEvent(first.body, first.signature, webhookSecret)
    expect(event).toMatchObject({ object: 'event', type: 'customer.created', api_version: '2026-10-28.endive' })
    expect(() => Stripe.webhooks.constructEvent(first.body, first.signature, 'whsec_other')).toThrow()
    expect(() => Stripe.webhooks.constructEvent(`${first.body} `, first.signature, webhookSecret)).toThrow()
  })

  it('come back with growing pauses until the endpoint says 2xx', async () => {
    const harness = startHarness()
    harness.answerWith(500)
    await make(harness, 1)
    expect(await harness.emulator.deliverDue()).toBe(0)
    harness.advance(6)
    expect(await harness.emulator.deliverDue()).toBe(1)
    harness.advance(6)
    expect(await harness.emulator.deliverDue()).toBe(0)
    harness.answerWith(0)
    harness.advance(31)
    expect(await harness.emulator.deliverDue()).toBe(1)
    harness.answerWith(204)
    harness.advance(121)
    expect(await harness.emulator.deliverDue()).toBe(1)
    const [delivery] = await harness.emulator.recentDeliveries(10)
    expect(delivery).toMatchObject({ state: 'delivered', attempts: 4, lastStatus: 204 })
    expect(new Set(harness.received.map(({ id }) => id)).size).toBe(1)
  })

  it('are given up after three days', () => {
    const day = 24 * 3600
    expect(nextTryMs(1, 0, 0)).toBe(5_000)
    expect(nextTryMs(20, 0, 2 * day * 1000)).toBe((2 * day + 43_200) * 1000)
    expect(nextTryMs(20, 0, 3 * day * 1000)).toBeNull()
  })

  it('wait while paused and leave when resumed', async () => {
    const harness = startHarness()
    await flip(harness, { paused: 'true' })
    await make(harness, 2)
    expect(await harness.emulator.deliverDue()).toBe(0)
    await flip(harness, { paused: 'false' })
    expect(await harness.emulator.deliverDue()).toBe(2)
  })

  it('can be delayed', async () => {
    const harness = startHarness()
    await flip(harness, { delay_seconds: '60' })
    await make(harness, 1)
    expect(await harness.emulator.deliverDue()).toBe(0)
    harness.advance(61)
    expect(await harness.emulator.deliverDue()).toBe(1)
  })

  it('can be sent more than once', async () => {
    const harness = startHarness()
    await flip(harness, { copies: '3' })
    await make(harness, 1)
    expect(namesOf(harness)).toEqual(['Customer 0', 'Customer 0', 'Customer 0'])
    expect(new Set(harness.received.map(({ id }) => id)).size).toBe(1)
  })

  it('can arrive in reverse', async () => {
    const harness = startHarness()
    await flip(harness, { paused: 'true', order: 'reversed' })
    await make(harness, 3)
    await flip(harness, { paused: 'false' })
    await harness.emulator.deliverDue()
    expect(namesOf(harness)).toEqual(['Customer 2', 'Customer 1', 'Customer 0'])
  })

  it('are real POSTs whose bytes the SDK accepts', async () => {
    const bodies: { body: string; signature: string }[] = []
    const server = createServer(async (request, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk)
      bodies.push({ body: Buffer.concat(chunks).toString(), signature: String(request.headers['stripe-signature']) })
      response.writeHead(200).end('ok')
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const emulator = createEmulator({
      store: createMemoryStore(),
      now: () => Temporal.Instant.from('2026-11-21T10:00:00Z'),
      deliver: fetch,
      apiKey: secretKey,
      webhookSecret,
      webhookUrl: `http://127.0.0.1:${port}/hook`,
      publicUrl: '',
    })
    const headers = { authorization: `Bearer ${secretKey}` }
    const body = new URLSearchParams({ name: 'Zoë' })
    await emulator.fetch(new Request('https://api.stripe.com/v1/customers', { method: 'POST', headers, body }))
    await emulator.idle()
    server.close()
    const [first] = bodies
    const event = Stripe.webhooks.constructEvent(first?.body ?? '', first?.signature ?? '', webhookSecret)
    expect(event).toMatchObject({ type: 'customer.created', data: { object: { name: 'Zoë' } } })
  })
})
