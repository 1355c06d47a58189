import { describe, expect, it } from 'vitest'
import { chargeAway, customerWith, errorOf, typesOf } from '@/packages/stripe-emulator/testing/ask'
import { Stripe, startHarness } from '@/packages/stripe-emulator/testing/harness'

describe('customers', () => {
  it('change by what is given, say what was different, and forget what is emptied', async () => {
    const harness = startHarness()
    const { stripe } = harness
    const address = { line1: 'Bahnhofstrasse 1', city: 'Zürich', postal_code: '8001', country: 'CH' }
    const { id } = await stripe.customers.create({ name: 'Anna AG', address, metadata: { org: 'a', plan: 'b' } })
    await stripe.customers.update(id, { name: 'Anna GmbH', metadata: { plan: '' } })
    const changed = await stripe.customers.update(id, { address: '', metadata: '' })
    expect(changed).toMatchObject({ name: 'Anna GmbH', address: null, metadata: {} })
    const { data } = await stripe.events.list({ type: 'customer.updated' })
    expect(data.map(({ data: { previous_attributes } }) => previous_attributes)).toEqual([
      { address: { ...address, line2: null, state: null }, metadata: { org: 'a' } },
      { name: 'Anna AG', metadata: { plan: 'b' } },
    ])
  })

  it('are found by their e-mail, newest first, and a page at a time in both directions', async () => {
    const { stripe } = startHarness()
    for (let index = 0; index < 5; index += 1) await stripe.customers.create({ name: `${index}`, email: 'a@b.ch' })
    await stripe.customers.create({ name: 'other', email: 'c@d.ch' })
    const first = await stripe.customers.list({ email: 'a@b.ch', limit: 2 })
    expect(first.data.map(({ name }) => name)).toEqual(['4', '3'])
    expect(first.has_more).toBe(true)
    const last = first.data[1]?.id ?? ''
    const second = await stripe.customers.list({ email: 'a@b.ch', limit: 2, starting_after: last })
    expect(second.data.map(({ name }) => name)).toEqual(['2', '1'])
    const back = await stripe.customers.list({ email: 'a@b.ch', limit: 2, ending_before: second.data[1]?.id ?? '' })
    expect(back.data.map(({ name }) => name)).toEqual(['3', '2'])
    const all: (string | null | undefined)[] = []
    for await (const { name } of stripe.customers.list({ email: 'a@b.ch', limit: 2 })) all.push(name)
    expect(all).toEqual(['4', '3', '2', '1', '0'])
    expect((await errorOf(stripe.customers.list({ starting_after: 'cus_absent' }))).code).toBe('resource_missing')
  })

  it('take as default only a card of their own', async () => {
    const harness = startHarness()
    const { stripe } = harness
    const mine = await customerWith(harness)
    const theirs = await customerWith(harness)
    const asDefault = (id: string) =>
      stripe.customers.update(mine.customer, { invoice_settings: { default_payment_method: id } })
    for (const wrong of [theirs.method, 'pm_absent']) {
      const error = await errorOf(asDefault(wrong))
      expect(error).toMatchObject({ statusCode: 400, code: 'resource_missing' })
      expect(error.param).toBe('invoice_settings[default_payment_method]')
      expect(error.message).toContain('The payment method must be attached to the customer')
    }
    const customer = await asDefault(mine.method)
    expect(customer.invoice_settings.default_payment_method).toBe(mine.method)
    const expand = ['invoice_settings.default_payment_method']
    expect(await stripe.customers.retrieve(mine.customer, { expand })).toMatchObject({
      invoice_settings: { default_payment_method: { card: { last4: '4242' } } },
    })
  })

  it('leave an id that says it is deleted, and their cards go with them', async () => {
    const harness = startHarness()
    const { stripe } = harness
    const { customer, method } = await customerWith(harness)
    expect(await stripe.customers.del(customer)).toEqual(expect.objectContaining({ id: customer, deleted: true }))
    expect(await stripe.customers.retrieve(customer)).toMatchObject({ deleted: true })
    expect((await stripe.paymentMethods.retrieve(method)).customer).toBeNull()
    expect((await stripe.customers.list({ email: 'anna@example.com' })).data).toEqual([])
    for (const call of [stripe.customers.update(customer, { name: 'x' }), stripe.customers.del(customer)]) {
      expect(await errorOf(call)).toMatchObject({ statusCode: 404, code: 'resource_missing' })
    }
    expect(await errorOf(chargeAway(harness, { customer, method }))).toMatchObject({ param: 'customer' })
    expect((await typesOf(harness)).at(-1)).toBe('customer.deleted')
  })
})

describe('payment methods', () => {
  it('belong to one customer, and to none again once they are detached', async () => {
    const harness = startHarness()
    const { stripe } = harness
    const { customer, method } = await customerWith(harness)
    const other = await stripe.customers.create({ name: 'Other' })
    const attach = () => stripe.paymentMethods.attach(method, { customer: other.id })
    expect((await errorOf(attach())).message).toContain('already been attached to a customer')
    await stripe.customers.update(customer, { invoice_settings: { default_payment_method: method } })
    expect((await stripe.paymentMethods.detach(method)).customer).toBeNull()
    expect(await stripe.customers.retrieve(customer)).toMatchObject({
      invoice_settings: { default_payment_method: null },
    })
    expect((await errorOf(attach())).message).toContain('may not be used again')
    expect((await errorOf(stripe.paymentMethods.detach(method))).message).toContain('detachment is impossible')
    expect((await typesOf(harness)).slice(-2)).toEqual(['payment_method.detached', 'customer.updated'])
  })

  it('are listed by their customer and by their type', async () => {
    const harness = startHarness()
    const { stripe } = harness
    const { customer, method } = await customerWith(harness)
    await stripe.paymentMethods.attach('pm_card_mastercard', { customer })
    const brands = (page: { data: Stripe.PaymentMethod[] }) => page.data.map(({ card }) => card?.brand)
    expect(brands(await stripe.paymentMethods.list({ customer, type: 'card' }))).toEqual(['mastercard', 'visa'])
    expect(brands(await stripe.customers.listPaymentMethods(customer))).toEqual(['mastercard', 'visa'])
    expect((await stripe.paymentMethods.list({ customer, type: 'sepa_debit' })).data).toEqual([])
    expect((await stripe.customers.retrievePaymentMethod(customer, method)).id).toBe(method)
    expect((await errorOf(stripe.customers.retrievePaymentMethod(customer, 'pm_absent'))).statusCode).toBe(404)
  })

  it('change their words and their expiry, and say so', async () => {
    const harness = startHarness()
    const { stripe } = harness
    const { method } = await customerWith(harness)
    const updated = await stripe.paymentMethods.update(method, {
      billing_details: { email: 'rechnung@example.com', address: { city: 'Bern' } },
      card: { exp_month: 3, exp_year: 2040 },
      metadata: { label: 'Firma' },
    })
    expect(updated).toMatchObject({
      billing_details: { email: 'rechnung@example.com', name: null, address: { city: 'Bern', line1: null } },
      card: { exp_month: 3, exp_year: 2040, last4: '4242' },
      metadata: { label: 'Firma' },
    })
    expect((await typesOf(harness)).at(-1)).toBe('payment_method.updated')
  })

  it.each([
    ['pm_card_chargeDeclined', 'card_declined', 'generic_decline'],
    ['pm_card_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds'],
    ['pm_card_chargeDeclinedLostCard', 'card_declined', 'lost_card'],
    ['pm_card_chargeDeclinedExpiredCard', 'expired_card', ''],
    ['pm_card_chargeDeclinedIncorrectCvc', 'incorrect_cvc', ''],
    ['pm_card_chargeDeclinedProcessingError', 'processing_error', ''],
  ])('of a card that is declined are not saved: %s', async (token, code, declineCode) => {
    const { stripe } = startHarness()
    const { id: customer } = await stripe.customers.create({})
    const error = await errorOf(stripe.paymentMethods.attach(token, { customer }))
    expect(error).toBeInstanceOf(Stripe.errors.StripeCardError)
    expect(error).toMatchObject({ statusCode: 402, code, decline_code: declineCode })
    expect((await stripe.paymentMethods.list({ customer })).data).toEqual([])
  })
})
