import { describe, expect, it, vi } from 'vitest'
import { minor } from '@/lib/core/money/amount'
import { Refusal } from '@/lib/platform/errors'
import {
  cards,
  type Harness,
  pay,
  secretKey,
  startHarness,
  webhookSecret,
} from '@/packages/stripe-emulator/testing/harness'
import { createStripe } from './client'
import { createGateway, type StripeGateway } from './gateway'
import { readReceivedEvent } from './received-event'
import { translate } from './translate'

const gatewayOf = ({ emulator }: Harness): StripeGateway =>
  createGateway({
    stripe: createStripe({ secretKey: ` ${secretKey}\n`, fetch: (request) => emulator.fetch(request) }),
    publishableKey: 'pk_test_emulator',
    webhookSecret: ` ${webhookSecret}\n`,
  })

const invoice = {
  org: 'acme',
  about: { invoice: 'inv_1' },
  checkoutId: 'chk_1',
  name: '2026-0001',
  amountMinor: minor(20_550n),
  currency: 'CHF',
  language: 'de',
} as const

const opened = async () => {
  const harness = startHarness()
  const gateway = gatewayOf(harness)
  const customerId = await gateway.ensureCustomer({ org: 'acme', name: 'Acme AG', email: 'rechnung@acme.example' })
  return { harness, gateway, customerId, ...(await gateway.createPaymentCheckout({ ...invoice, customerId })) }
}

/** A gateway whose every call is answered the same way. */
const answering = (status: number, error: object): StripeGateway =>
  createGateway({
    stripe: createStripe({
      secretKey,
      fetch: async () => Response.json({ error }, { status, headers: { 'stripe-should-retry': 'false' } }),
    }),
    publishableKey: 'pk_test_emulator',
    webhookSecret,
  })

const failureOf = async (call: Promise<unknown>): Promise<Error> => {
  const outcome = await call.catch((error: unknown) => error)
  if (outcome instanceof Error) return outcome
  throw new Error('expected a failure')
}

describe('paying an invoice through the gateway', () => {
  it('opens a checkout that is not paid yet', async () => {
    const { gateway, sessionId, clientSecret } = await opened()
    expect(await gateway.readCheckout(sessionId)).toEqual({
      mode: 'payment',
      status: 'open',
      paid: false,
      paymentIntentId: null,
      subtotalMinor: 20_550n,
      taxMinor: 0n,
      amountMinor: 20_550n,
      currency: 'CHF',
      metadata: { org: 'acme', invoice: 'inv_1', checkout: 'chk_1' },
      clientSecret,
      paymentMethod: null,
      paidAt: null,
    })
  })

  it('reads the card and the time of the charge once it is paid', async () => {
    const { harness, gateway, sessionId, clientSecret } = await opened()
    await pay(harness.emulator, clientSecret, cards.declined)
    expect(await gateway.readCheckout(sessionId)).toMatchObject({ paid: false, paymentMethod: null, paidAt: null })
    const before = harness.now().epochMilliseconds
    await pay(harness.emulator, clientSecret, cards.good)
    const checkout = await gateway.readCheckout(sessionId)
    expect(checkout).toMatchObject({ status: 'complete', paid: true, paymentMethod: { brand: 'visa', last4: '4242' } })
    expect(checkout.paymentIntentId).toMatch(/^pi_/)
    // Stripe counts in whole seconds.
    expect(checkout.paidAt?.epochMilliseconds).toBeGreaterThan(before - 1_000)
    expect(checkout.paidAt?.epochMilliseconds).toBeLessThanOrEqual(harness.now().epochMilliseconds)
  })

  it('is one session however often the same checkout is asked for', async () => {
    const { gateway, customerId, sessionId, clientSecret } = await opened()
    const again = await gateway.createPaymentCheckout({ ...invoice, customerId })
    expect(again).toEqual({ sessionId, clientSecret })
  })

  it('is one customer however often it is asked for, even after a change of name', async () => {
    const { harness, gateway, customerId } = await opened()
    const again = await gateway.ensureCustomer({ org: 'acme', name: 'Acme Holding AG', email: 'new@acme.example' })
    expect(again).toBe(customerId)
    expect(await harness.stripe.customers.retrieve(customerId)).toMatchObject({ name: 'Acme Holding AG' })
  })

  it('turns the webhooks of a payment into one command about its session', async () => {
    const { harness, gateway, sessionId, clientSecret } = await opened()
    await pay(harness.emulator, clientSecret, cards.good)
    await harness.emulator.deliverDue()
    const commands = harness.received.flatMap(({ body, signature }) => {
      gateway.verifyEvent(body, signature)
      return translate(readReceivedEvent(body)) ?? []
    })
    expect(commands.filter(({ kind }) => kind === 'checkout_changed')).toEqual([
      { kind: 'checkout_changed', sessionId, named: { org: 'acme', checkoutId: 'chk_1' } },
    ])
  })

  it('ends a checkout, and tells when a payment was faster', async () => {
    const first = await opened()
    expect(await first.gateway.expireCheckout(first.sessionId)).toBe('expired')
    expect(await first.gateway.expireCheckout(first.sessionId)).toBe('expired')
    const second = await opened()
    await pay(second.harness.emulator, second.clientSecret, cards.good)
    expect(await second.gateway.expireCheckout(second.sessionId)).toBe('complete')
  })

  it('refuses an amount that Stripe could not take exactly', async () => {
    const { gateway, customerId } = await opened()
    const huge = { ...invoice, checkoutId: 'chk_2', customerId, amountMinor: minor(100_000_000n) }
    await expect(gateway.createPaymentCheckout(huge)).rejects.toThrow(RangeError)
  })
})

describe('failures of Stripe', () => {
  it('are a declined card with its reason', async () => {
    const gateway = answering(402, {
      type: 'card_error',
      code: 'card_declined',
      decline_code: 'insufficient_funds',
      message: 'Your card has insufficient funds.',
    })
    const error = await failureOf(gateway.readCheckout('cs_test_1'))
    expect(error).toBeInstanceOf(Refusal)
    expect(error).toMatchObject({
      code: 'card_declined',
      status: 402,
      sentence: 'Your card has insufficient funds.',
      facts: { decline_code: 'insufficient_funds' },
    })
  })

  it.each([500, 503, 429])('are an outage for status %i', async (status) => {
    const error = await failureOf(answering(status, { type: 'api_error', message: 'x' }).readCheckout('cs_test_1'))
    expect(error).toMatchObject({ code: 'stripe_unavailable', status: 502 })
  })

  it('are a mismatch where a key was used for something else, and an outage where it is in use', async () => {
    const asked = (status: number) => answering(status, { type: 'idempotency_error', message: 'x' })
    expect(await failureOf(asked(400).readCheckout('cs_test_1'))).toMatchObject({ code: 'idempotency_mismatch' })
    expect(await failureOf(asked(409).readCheckout('cs_test_1'))).toMatchObject({ code: 'stripe_unavailable' })
  })

  it('are an outage when nobody answers', async () => {
    const stripe = createStripe({ secretKey, fetch: async () => Promise.reject(new TypeError('fetch failed')) })
    const gateway = createGateway({ stripe, publishableKey: 'pk_test_x', webhookSecret })
    expect(await failureOf(gateway.readCheckout('cs_test_1'))).toMatchObject({ code: 'stripe_unavailable' })
  })

  it('are an outage when an answer does not come within half a minute', async () => {
    vi.useFakeTimers()
    const stripe = createStripe({ secretKey, fetch: () => new Promise(() => {}) })
    const gateway = createGateway({ stripe, publishableKey: 'pk_test_x', webhookSecret })
    const failure = failureOf(gateway.readCheckout('cs_test_1'))
    await vi.advanceTimersByTimeAsync(35_000)
    vi.useRealTimers()
    expect(await failure).toMatchObject({ code: 'stripe_unavailable', status: 502 })
  })

  it('never carry a key', async () => {
    const message = 'Invalid API Key provided: sk_test_abcDEF123****wxyz'
    const error = await failureOf(answering(401, { type: 'invalid_request_error', message }).readCheckout('cs_test_1'))
    expect(error).not.toBeInstanceOf(Refusal)
    expect(JSON.stringify([error.message, error.stack, Object.entries(error), error.cause])).not.toContain('abcDEF')
    expect(error.message).toContain('StripeAuthenticationError')
  })
})
