import { describe, expect, it } from 'vitest'
import { flip } from '@/packages/stripe-emulator/testing/ask'
import { startHarness } from '@/packages/stripe-emulator/testing/harness'
import { at, inClockTime } from './testing/in-clock-time'
import { itemOf, latestInvoice, subscriber } from './testing/subscriber'

const day = 86_400
const hour = 3_600

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
    await advanceTo(at('2027-03-31T13:00:00Z'))
    expect((await latestInvoice(harness, id)).lines.data).toHaveLength(1)
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
