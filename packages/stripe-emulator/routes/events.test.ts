import { describe, expect, it } from 'vitest'
import { chargeAway, customerWith, errorOf } from '@/packages/stripe-emulator/testing/ask'
import { startHarness } from '@/packages/stripe-emulator/testing/harness'

describe('events', () => {
  it('are found by type, by a kind of types, and by several', async () => {
    const harness = startHarness()
    const { stripe } = harness
    await chargeAway(harness, await customerWith(harness))
    const types = async (given: { type?: string; types?: string[] }) =>
      (await stripe.events.list({ ...given, limit: 50 })).data.map(({ type }) => type)
    expect(await types({ type: 'charge.succeeded' })).toEqual(['charge.succeeded'])
    expect(await types({ type: 'payment_intent.*' })).toEqual(['payment_intent.succeeded', 'payment_intent.created'])
    expect(await types({ types: ['customer.created', 'charge.*'] })).toEqual(['charge.succeeded', 'customer.created'])
    expect((await errorOf(stripe.events.list({ type: 'a', types: ['b'] }))).statusCode).toBe(400)
  })

  it('are found by the time they happened at', async () => {
    const harness = startHarness()
    const { stripe } = harness
    await stripe.customers.create({ name: 'early' })
    harness.advance(1_000)
    const { created } = await stripe.customers.create({ name: 'late' })
    const count = async (span: object) => (await stripe.events.list({ created: span })).data.length
    expect(await count({ gte: created })).toBe(1)
    expect(await count({ lt: created })).toBe(1)
    expect(await count({ gt: created })).toBe(0)
    expect((await stripe.events.list({ created })).data).toHaveLength(1)
  })

  it('are read in pages that leave nothing out', async () => {
    const { stripe } = startHarness()
    for (let index = 0; index < 250; index += 1) await stripe.customers.create({ name: `${index}` })
    let count = 0
    for await (const _ of stripe.events.list({ type: 'customer.*', limit: 40 })) count += 1
    expect(count).toBe(250)
  })
})
