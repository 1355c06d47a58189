import { describe, expect, it } from 'vitest'
import { newIdentifier } from '@/packages/stripe-emulator/identifiers'
import { errorOf, staysHere } from '@/packages/stripe-emulator/testing/ask'
import { Stripe } from '@/packages/stripe-emulator/testing/harness'
import { contractTimeoutMs, targets } from '@/packages/stripe-emulator/testing/targets'

const away = {
  amount: 5_000,
  currency: 'chf',
  off_session: true,
  confirm: true,
  automatic_payment_methods: staysHere,
} as const

describe.each(targets)('payments on $name', { timeout: contractTimeoutMs }, ({ stripe }) => {
  const customerWith = async (token: string) => {
    const { id: customer } = await stripe.customers.create({ name: 'Anna AG' })
    const { id: payment_method } = await stripe.paymentMethods.attach(token, { customer })
    return { customer, payment_method }
  }
  const key = () => ({ idempotencyKey: `contract_${newIdentifier('request')}` })

  it('charge a saved card while its owner is away', async () => {
    const saved = await customerWith('pm_card_visa')
    const intent = await stripe.paymentIntents.create({ ...away, ...saved, expand: ['latest_charge'] })
    expect(intent).toMatchObject({ status: 'succeeded', amount_received: 5_000, customer: saved.customer })
    expect(intent.latest_charge).toMatchObject({ paid: true, amount_refunded: 0, payment_method: saved.payment_method })
  })

  it('are declined with 402 and the payment as it is then', async () => {
    const saved = await customerWith('pm_card_chargeCustomerFail')
    const error = await errorOf(stripe.paymentIntents.create({ ...away, ...saved }))
    expect(error).toBeInstanceOf(Stripe.errors.StripeCardError)
    expect(error).toMatchObject({
      statusCode: 402,
      code: 'card_declined',
      decline_code: 'generic_decline',
      payment_intent: { status: 'requires_payment_method', last_payment_error: { code: 'card_declined' } },
    })
  })

  it('want the owner where the bank does', async () => {
    const saved = await customerWith('pm_card_authenticationRequired')
    const error = await errorOf(stripe.paymentIntents.create({ ...away, ...saved }))
    expect(error).toMatchObject({ statusCode: 402, code: 'authentication_required' })
    const id = error.payment_intent?.id ?? ''
    const { payment_method } = saved
    const asked = await stripe.paymentIntents.confirm(id, { payment_method, return_url: 'https://example.com/back' })
    expect(asked).toMatchObject({ status: 'requires_action', next_action: { type: 'redirect_to_url' } })
    expect((await stripe.paymentIntents.cancel(id)).status).toBe('canceled')
    expect((await errorOf(stripe.paymentIntents.confirm(id, { payment_method }))).code).toBe(
      'payment_intent_unexpected_state',
    )
  })

  it('need a way back where a way to pay may lead away', async () => {
    const saved = await customerWith('pm_card_visa')
    const given = { ...away, ...saved, off_session: false, automatic_payment_methods: { enabled: true } }
    const error = await errorOf(stripe.paymentIntents.create(given))
    expect(error.statusCode).toBe(400)
    expect(error.message).toContain('return_url')
  })

  it('are refunded in parts, and never beyond the rest', async () => {
    const saved = await customerWith('pm_card_visa')
    const { id: payment_intent, latest_charge } = await stripe.paymentIntents.create({ ...away, ...saved })
    const options = key()
    const part = () => stripe.refunds.create({ payment_intent, amount: 2_000, metadata: { request: 'r_1' } }, options)
    const first = await part()
    expect(await part()).toEqual(first)
    expect(first).toMatchObject({ amount: 2_000, currency: 'chf', charge: latest_charge, metadata: { request: 'r_1' } })
    const more = await errorOf(stripe.refunds.create({ payment_intent, amount: 3_001 }))
    expect(more.statusCode).toBe(400)
    expect(more.message).toContain('is greater than unrefunded amount on charge')
    await stripe.refunds.create({ payment_intent })
    expect((await errorOf(stripe.refunds.create({ payment_intent }))).code).toBe('charge_already_refunded')
    expect(await stripe.charges.retrieve(String(latest_charge))).toMatchObject({
      amount_refunded: 5_000,
      refunded: true,
    })
  })

  it('keep one answer under one key, also where it was a refusal', async () => {
    const saved = await customerWith('pm_card_chargeCustomerFail')
    const options = key()
    const errors = [
      await errorOf(stripe.paymentIntents.create({ ...away, ...saved }, options)),
      await errorOf(stripe.paymentIntents.create({ ...away, ...saved }, options)),
    ]
    expect(new Set(errors.map(({ payment_intent }) => payment_intent?.id)).size).toBe(1)
  })

  it('save cards by setup intents, and refuse those that are declined', async () => {
    const { id: customer } = await stripe.customers.create({})
    const given = { customer, confirm: true, automatic_payment_methods: staysHere }
    const saved = await stripe.setupIntents.create({ ...given, payment_method: 'pm_card_visa' })
    expect(saved).toMatchObject({ status: 'succeeded', usage: 'off_session', customer })
    const { data } = await stripe.customers.listPaymentMethods(customer)
    expect(data.map(({ id }) => id)).toEqual([saved.payment_method])
    const error = await errorOf(stripe.setupIntents.create({ ...given, payment_method: 'pm_card_chargeDeclined' }))
    expect(error).toMatchObject({ statusCode: 402, code: 'card_declined' })
  })

  it('attach a card to one customer, and never again once it was detached', async () => {
    const { customer, payment_method } = await customerWith('pm_card_visa')
    const attach = () => stripe.paymentMethods.attach(payment_method, { customer })
    expect((await stripe.paymentMethods.detach(payment_method)).customer).toBeNull()
    expect((await errorOf(attach())).statusCode).toBe(400)
    expect((await errorOf(stripe.paymentMethods.detach(payment_method))).statusCode).toBe(400)
    const declined = stripe.paymentMethods.attach('pm_card_chargeDeclined', { customer })
    expect(await errorOf(declined)).toMatchObject({ statusCode: 402, code: 'card_declined' })
  })

  it('charge no card of somebody else, and make none of them the default', async () => {
    const mine = await customerWith('pm_card_visa')
    const theirs = await customerWith('pm_card_visa')
    const { payment_method } = theirs
    expect((await errorOf(stripe.paymentIntents.create({ ...away, ...mine, payment_method }))).statusCode).toBe(400)
    const invoice_settings = { default_payment_method: payment_method }
    expect((await errorOf(stripe.customers.update(mine.customer, { invoice_settings }))).statusCode).toBe(400)
  })

  it('are set up in Checkout, with a currency or with the ways to pay', async () => {
    const { id: customer } = await stripe.customers.create({})
    const given: Stripe.Checkout.SessionCreateParams = {
      mode: 'setup',
      ui_mode: 'embedded_page',
      redirect_on_completion: 'never',
      customer,
    }
    const opened = await stripe.checkout.sessions.create({ ...given, currency: 'chf' })
    expect(opened).toMatchObject({ mode: 'setup', status: 'open', payment_status: 'no_payment_required', customer })
    expect((await errorOf(stripe.checkout.sessions.create(given))).param).toBe('currency')
  })

  it('end with their customer', async () => {
    const { customer } = await customerWith('pm_card_visa')
    expect(await stripe.customers.del(customer)).toMatchObject({ id: customer, deleted: true })
    expect(await stripe.customers.retrieve(customer)).toMatchObject({ id: customer, deleted: true })
    expect((await errorOf(stripe.customers.update(customer, { name: 'x' }))).code).toBe('resource_missing')
  })

  it('are managed in a portal that is opened for a customer', async () => {
    const { id: customer } = await stripe.customers.create({})
    const { id: configuration } = await stripe.billingPortal.configurations.create({
      features: { payment_method_update: { enabled: true } },
    })
    const given = { customer, configuration, return_url: 'https://example.com/back' }
    const session = await stripe.billingPortal.sessions.create({
      ...given,
      flow_data: { type: 'payment_method_update' },
    })
    expect(session).toMatchObject({ customer, configuration, flow: { type: 'payment_method_update' } })
    expect(session.url).toMatch(/^https?:\/\//)
  })

  it('answer 404 for what does not exist', async () => {
    for (const call of [
      stripe.refunds.retrieve('re_absent'),
      stripe.setupIntents.retrieve('seti_absent'),
      stripe.disputes.retrieve('du_absent'),
      stripe.paymentIntents.confirm('pi_absent'),
      stripe.paymentMethods.detach('pm_absent'),
    ]) {
      expect(await errorOf(call)).toMatchObject({ statusCode: 404, code: 'resource_missing' })
    }
  })
})
