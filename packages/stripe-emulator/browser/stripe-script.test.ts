import { describe, expect, it } from 'vitest'
import { startHarness } from '@/packages/stripe-emulator/testing/harness'
import { stripeScript } from './stripe-script'

type Stub = Record<string, (...given: unknown[]) => Promise<Record<string, unknown>>>

/** Stripe.js as a page without a screen would run it: enough for the calls that ask the owner nothing. */
const stripeOf = (fetch: (url: string, init: RequestInit) => Promise<Response>): Stub => {
  const window: { Stripe?: (key: string) => Stub } = {}
  const document = { currentScript: { src: 'http://127.0.0.1:3000/stripe-emulator/stripe.js' } }
  new Function('window', 'document', 'fetch', stripeScript)(window, document, fetch)
  if (!window.Stripe) throw new Error('the script made no Stripe')
  return window.Stripe('pk_test_emulator')
}

const paying = async (token: string) => {
  const { stripe, emulator } = startHarness()
  const { id: customer } = await stripe.customers.create({})
  const { id: method } = await stripe.paymentMethods.attach(token, { customer })
  const { client_secret } = await stripe.paymentIntents.create({ amount: 900, currency: 'chf', customer })
  const browser = stripeOf((url, init) => emulator.fetch(new Request(url, init)))
  return { browser, secret: client_secret, method, other: customer }
}

describe('the stand-in for Stripe.js', () => {
  it('confirms a payment with a saved card', async () => {
    const { browser, secret, method } = await paying('pm_card_visa')
    const { paymentIntent } = (await browser.confirmCardPayment?.(secret, { payment_method: method })) ?? {}
    expect(paymentIntent).toMatchObject({ object: 'payment_intent', status: 'succeeded' })
    expect(await browser.handleNextAction?.({ clientSecret: secret })).toMatchObject({
      paymentIntent: { status: 'succeeded' },
    })
  })

  it('resolves with the refusal of a card, and of a secret that is wrong', async () => {
    const { browser, secret, method } = await paying('pm_card_chargeCustomerFail')
    expect(await browser.confirmCardPayment?.(secret, { payment_method: method })).toMatchObject({
      error: { code: 'card_declined', payment_intent: { status: 'requires_payment_method' } },
    })
    expect(await browser.handleNextAction?.({ clientSecret: `${secret}x` })).toMatchObject({
      error: { message: 'This link is not valid.' },
    })
  })

  it('leaves asking the owner to the page where it is told to', async () => {
    const { browser, secret, method } = await paying('pm_card_authenticationRequired')
    const given = [secret, { payment_method: method }, { handleActions: false }]
    expect(await browser.confirmCardPayment?.(...given)).toMatchObject({ paymentIntent: { status: 'requires_action' } })
  })

  it('says that it was not reached, and what it does not offer', async () => {
    const browser = stripeOf(() => Promise.reject(new TypeError('fetch failed')))
    expect(await browser.confirmCardPayment?.('pi_1_secret_2', { payment_method: 'pm_1' })).toMatchObject({
      error: { type: 'api_connection_error' },
    })
    expect(() => browser.elements?.()).toThrow('does not offer elements()')
  })
})
