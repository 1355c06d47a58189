import { describe, expect, it } from 'vitest'
import { chargeAway, customerWith, errorOf, flip } from './testing/ask'
import { Stripe, startHarness } from './testing/harness'

describe('an outage', () => {
  it('answers 503 until it is over, and does nothing meanwhile', async () => {
    const harness = startHarness()
    const { stripe } = harness
    await flip(harness, 'outage', { kind: 'unavailable' })
    const error = await errorOf(stripe.customers.create({ name: 'lost' }))
    expect(error).toBeInstanceOf(Stripe.errors.StripeAPIError)
    expect(error.statusCode).toBe(503)
    await flip(harness, 'outage', { kind: 'none' })
    expect((await stripe.customers.list()).data).toEqual([])
  })

  it('ends by itself where it was given a time', async () => {
    const harness = startHarness()
    await flip(harness, 'outage', { kind: 'unreachable', seconds: '60' })
    expect(await errorOf(harness.stripe.customers.create({}))).toBeInstanceOf(Stripe.errors.StripeConnectionError)
    harness.advance(61)
    expect((await harness.stripe.customers.create({})).object).toBe('customer')
  })

  it('may be silence, which only the caller ends', async () => {
    const harness = startHarness()
    await flip(harness, 'outage', { kind: 'silent' })
    const call = harness.stripe.customers.create({}, { timeout: 50 })
    expect(await errorOf(call)).toBeInstanceOf(Stripe.errors.StripeConnectionError)
  })

  it('may lose the answer to what was done, which the same key then finds', async () => {
    const harness = startHarness()
    const saved = await customerWith(harness)
    await flip(harness, 'outage', { kind: 'answer_lost' })
    const charge = () => chargeAway(harness, saved, {}, { idempotencyKey: 'charge_1' })
    expect(await errorOf(charge())).toBeInstanceOf(Stripe.errors.StripeConnectionError)
    await flip(harness, 'outage', { kind: 'none' })
    expect((await charge()).status).toBe('succeeded')
    expect((await harness.stripe.charges.list({ customer: saved.customer })).data).toHaveLength(1)
  })

  it('holds webhooks back, and closes the pages in the browser', async () => {
    const harness = startHarness()
    await flip(harness, 'webhooks', { paused: 'true' })
    await harness.stripe.customers.create({})
    await flip(harness, 'outage', { kind: 'silent' })
    await flip(harness, 'webhooks', { paused: 'false' })
    expect(await harness.emulator.deliverDue()).toBe(0)
    const page = await harness.emulator.fetch(new Request('http://127.0.0.1:3000/stripe-emulator/stripe.js'))
    expect(page.status).toBe(503)
    await flip(harness, 'outage', { kind: 'none' })
    expect(await harness.emulator.deliverDue()).toBe(1)
  })
})
