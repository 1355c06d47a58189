import { describe, expect, it } from 'vitest'
import { createMemoryStore } from '@/lib/stripe-emulator/memory-store'
import { errorOf, flip } from '@/lib/stripe-emulator/testing/ask'
import { startHarness } from '@/lib/stripe-emulator/testing/harness'
import { itemOf, latestInvoice, subscriber, typesSince } from './testing/subscriber'

const day = 86_400
const hour = 3_600
const newYear = Date.parse('2027-01-31T12:00:00Z') / 1000

const inClockTime = async (token?: string) => {
  const harness = startHarness()
  const { stripe } = harness
  const clock = await stripe.testHelpers.testClocks.create({ frozen_time: newYear, name: 'renewals' })
  const anna = await subscriber(harness, 'pm_card_visa', clock.id)
  const made = await stripe.subscriptions.create({ customer: anna.customer, items: [{ price: anna.pro }] })
  if (token !== undefined) {
    const other = await stripe.paymentMethods.attach(token, { customer: anna.customer })
    await stripe.subscriptions.update(made.id, { default_payment_method: other.id })
  }
  const advanceTo = async (frozen_time: number): Promise<string[]> => {
    await harness.emulator.deliverDue()
    const before = harness.received.length
    expect((await stripe.testHelpers.testClocks.advance(clock.id, { frozen_time })).status).toBe('advancing')
    expect((await stripe.testHelpers.testClocks.retrieve(clock.id)).status).toBe('ready')
    return typesSince(harness, before)
  }
  return { ...harness, harness, anna, clock, id: made.id, advanceTo }
}

const at = (text: string): number => Date.parse(text) / 1000

describe('renewing', () => {
  it('drafts an invoice at the end of the period and charges it an hour later, in short months too', async () => {
    const { stripe, harness, id, advanceTo } = await inClockTime()
    expect(itemOf(await stripe.subscriptions.retrieve(id)).current_period_end).toBe(at('2027-02-28T12:00:00Z'))
    const drafted = await advanceTo(at('2027-02-28T12:30:00Z'))
    expect(drafted.filter((type) => !type.startsWith('test_helpers'))).toEqual([
      'invoice.created',
      'customer.subscription.updated',
    ])
    const draft = await latestInvoice(harness, id)
    expect(draft).toMatchObject({
      status: 'draft',
      billing_reason: 'subscription_cycle',
      number: null,
      auto_advance: true,
    })
    expect(draft.automatically_finalizes_at).toBe(at('2027-02-28T13:00:00Z'))
    expect(draft.lines.data[0]?.period).toEqual({ start: at('2027-02-28T12:00:00Z'), end: at('2027-03-31T12:00:00Z') })
    const charged = await advanceTo(at('2027-02-28T13:00:00Z'))
    expect(charged).toContain('invoice.paid')
    expect(await latestInvoice(harness, id)).toMatchObject({ status: 'paid', number: expect.stringMatching(/-0002$/) })
    expect(itemOf(await stripe.subscriptions.retrieve(id)).current_period_end).toBe(at('2027-03-31T12:00:00Z'))
  })

  it('retries a declined renewal on the schedule, then leaves it unpaid, and a payment makes it active', async () => {
    const { stripe, harness, anna, id, advanceTo } = await inClockTime('pm_card_chargeCustomerFail')
    const end = at('2027-02-28T12:00:00Z')
    const first = await advanceTo(end + hour)
    expect(first.slice(-6)).toEqual([
      'payment_intent.payment_failed',
      'customer.subscription.updated',
      'customer.updated',
      'invoice.updated',
      'invoice.payment_failed',
      'test_helpers.test_clock.ready',
    ])
    const failed = await latestInvoice(harness, id)
    expect(failed).toMatchObject({ status: 'open', attempt_count: 1, attempted: true })
    expect(failed.next_payment_attempt).toBe(end + hour + 3 * day)
    expect(await stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'past_due' })
    await advanceTo(end + hour + 8 * day)
    expect(await latestInvoice(harness, id)).toMatchObject({ attempt_count: 3 })
    await advanceTo(end + hour + 15 * day)
    expect(await latestInvoice(harness, id)).toMatchObject({
      attempt_count: 4,
      next_payment_attempt: null,
      status: 'open',
    })
    expect(await stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'unpaid' })
    await stripe.invoices.pay(String(failed.id), { payment_method: anna.card })
    expect(await stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'active' })
  })

  it('cancels after the last try where the settings say so', async () => {
    const { stripe, harness, id, advanceTo } = await inClockTime('pm_card_chargeCustomerFail')
    await flip(harness, 'billing', { 'retry_days[0]': '1', after_last_retry: 'cancel' })
    const types = await advanceTo(at('2027-03-02T13:00:00Z'))
    expect(types).toContain('customer.subscription.deleted')
    expect(await stripe.subscriptions.retrieve(id)).toMatchObject({
      status: 'canceled',
      cancellation_details: { reason: 'payment_failed' },
    })
  })

  it('asks the owner where the bank wants them, and counts once they confirmed', async () => {
    const { stripe, harness, id, advanceTo } = await inClockTime('pm_card_authenticationRequired')
    const types = await advanceTo(at('2027-02-28T13:00:00Z'))
    expect(types).toContain('invoice.payment_action_required')
    const invoice = await latestInvoice(harness, id)
    const intent = await stripe.paymentIntents.retrieve(String(invoice.payments?.data[0]?.payment.payment_intent))
    expect(intent.status).toBe('requires_action')
    expect(invoice.hosted_invoice_url).toContain(String(invoice.id))
    expect(await stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'past_due' })
  })

  it('takes along what waited for it', async () => {
    const { stripe, harness, anna, id, advanceTo } = await inClockTime()
    await stripe.invoiceItems.create({ customer: anna.customer, amount: 250, currency: 'chf', description: 'Setup' })
    await advanceTo(at('2027-02-28T13:00:00Z'))
    const invoice = await latestInvoice(harness, id)
    expect(invoice.lines.data.map(({ amount, description }) => ({ amount, description }))).toEqual([
      { amount: 250, description: 'Setup' },
      { amount: 1_000, description: '1 × Pro (at CHF 10.00 / month)' },
    ])
    expect((await stripe.invoiceItems.list({ customer: anna.customer, pending: true })).data).toEqual([])
  })

  it('lets months pass in order, each with its own invoice', async () => {
    const { stripe, anna, advanceTo } = await inClockTime()
    await advanceTo(at('2027-03-31T12:00:00Z'))
    await advanceTo(at('2027-05-30T12:00:00Z'))
    await advanceTo(at('2027-05-31T13:00:00Z'))
    const { data } = await stripe.invoices.list({ customer: anna.customer })
    expect(data.map(({ number }) => number?.slice(-4)).reverse()).toEqual(['0001', '0002', '0003', '0004', '0005'])
    expect(data.every(({ status, amount_paid }) => status === 'paid' && amount_paid === 1_000)).toBe(true)
  })

  it('renews once in the emulator own time, however many poll', async () => {
    const harness = startHarness()
    const { stripe, emulator } = harness
    const anna = await subscriber(harness)
    const made = await stripe.subscriptions.create({ customer: anna.customer, items: [{ price: anna.pro }] })
    harness.advance(32 * day)
    await Promise.all(Array.from({ length: 8 }, () => emulator.deliverDue()))
    const { data } = await stripe.invoices.list({ subscription: made.id })
    expect(data.map(({ status, billing_reason }) => [billing_reason, status])).toEqual([
      ['subscription_cycle', 'paid'],
      ['subscription_create', 'paid'],
    ])
    expect((await stripe.charges.list({ customer: anna.customer })).data).toHaveLength(2)
  })
})

describe('a test clock', () => {
  it('goes forward only, and by two periods at most', async () => {
    const { stripe, clock } = await inClockTime()
    const move = (frozen_time: number) => errorOf(stripe.testHelpers.testClocks.advance(clock.id, { frozen_time }))
    expect((await move(newYear)).param).toBe('frozen_time')
    expect((await move(newYear + 70 * day)).param).toBe('frozen_time')
    expect(await stripe.testHelpers.testClocks.retrieve(clock.id)).toMatchObject({
      status: 'ready',
      frozen_time: newYear,
    })
  })

  it('holds what lives in its time while it moves', async () => {
    const { stripe, clock, id } = await inClockTime()
    await stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: newYear + 40 * day })
    expect((await errorOf(stripe.subscriptions.update(id, { metadata: { a: 'b' } }))).statusCode).toBe(429)
    await stripe.testHelpers.testClocks.retrieve(clock.id)
    expect(await stripe.subscriptions.update(id, { metadata: { a: 'b' } })).toMatchObject({ metadata: { a: 'b' } })
  })

  it('takes its customers and their subscriptions along when it is deleted', async () => {
    const { stripe, clock, anna, id } = await inClockTime()
    expect(await stripe.testHelpers.testClocks.del(clock.id)).toMatchObject({ deleted: true })
    expect(await stripe.customers.retrieve(anna.customer)).toMatchObject({ deleted: true })
    expect(await stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'canceled' })
    expect((await errorOf(stripe.testHelpers.testClocks.retrieve(clock.id))).statusCode).toBe(404)
  })
})

describe('two processes on one store', () => {
  it('renew, retry and end each subscription once', async () => {
    const store = createMemoryStore()
    const one = startHarness(store)
    const two = startHarness(store)
    const anna = await subscriber(one)
    const ids = await Promise.all(
      Array.from({ length: 5 }, async (_, index) => {
        const items = [{ price: index % 2 ? anna.pro : anna.max }]
        const made = await one.stripe.subscriptions.create({ customer: anna.customer, items })
        if (index === 4) await one.stripe.subscriptions.update(made.id, { cancel_at_period_end: true })
        return made.id
      }),
    )
    for (const harness of [one, two]) harness.advance(62 * day)
    await Promise.all([one, two, one, two].map(({ emulator }) => emulator.deliverDue()))
    const events = [...one.received, ...two.received]
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length)
    const { data } = await two.stripe.invoices.list({ customer: anna.customer, limit: 100 })
    expect(new Set(data.map(({ number }) => number)).size).toBe(data.length)
    for (const [index, id] of ids.entries()) {
      const own = data.filter(({ parent }) => parent?.subscription_details?.subscription === id)
      expect(own).toHaveLength(index === 4 ? 1 : 3)
    }
    expect(events.filter(({ type }) => type === 'customer.subscription.deleted')).toHaveLength(1)
  })
})

describe('an unpaid subscription', () => {
  it('is active again once its last issued invoice is paid, whatever drafts came after', async () => {
    const { stripe, harness, anna, id, advanceTo } = await inClockTime('pm_card_chargeCustomerFail')
    await flip(harness, 'billing', { 'retry_days[0]': '1' })
    await advanceTo(at('2027-03-02T13:00:00Z'))
    const owed = await latestInvoice(harness, id)
    await advanceTo(at('2027-04-01T13:00:00Z'))
    expect(await stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'unpaid' })
    expect(await latestInvoice(harness, id)).toMatchObject({ status: 'draft', auto_advance: false, attempted: false })
    await stripe.invoices.pay(String(owed.id), { payment_method: anna.card })
    expect(await stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'active' })
  })

  it('stands where the invoice before leaves it once what it owed is void', async () => {
    const { stripe, harness, id, advanceTo } = await inClockTime('pm_card_chargeCustomerFail')
    await advanceTo(at('2027-02-28T13:00:00Z'))
    await stripe.invoices.voidInvoice(String((await latestInvoice(harness, id)).id))
    expect(await stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'active' })
    await advanceTo(at('2027-03-31T13:00:00Z'))
    expect(await stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'past_due' })
  })

  it('is active again once what it owed is written off', async () => {
    const { stripe, harness, id, advanceTo } = await inClockTime('pm_card_chargeCustomerFail')
    await advanceTo(at('2027-02-28T13:00:00Z'))
    const owed = await latestInvoice(harness, id)
    expect(await stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'past_due' })
    await stripe.invoices.markUncollectible(String(owed.id))
    expect(await stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'active' })
  })
})
