import { describe, expect, it } from 'vitest'
import { errorOf } from '@/packages/stripe-emulator/testing/ask'
import { startHarness } from '@/packages/stripe-emulator/testing/harness'
import { itemOf, latestInvoice, subscriber, typesSince } from './testing/subscriber'

const day = 86_400

const subscribed = async () => {
  const harness = startHarness()
  const anna = await subscriber(harness)
  const { stripe } = harness
  const made = await stripe.subscriptions.create({ customer: anna.customer, items: [{ price: anna.pro }] })
  await harness.emulator.deliverDue()
  return { ...harness, harness, anna, id: made.id, item: itemOf(made), before: harness.received.length }
}

describe('ending a subscription', () => {
  it('can wait for the end of the period, and be taken back until then', async () => {
    const { stripe, harness, id, item } = await subscribed()
    const ending = await stripe.subscriptions.update(id, { cancel_at_period_end: true })
    expect(ending).toMatchObject({
      status: 'active',
      cancel_at_period_end: true,
      cancel_at: item.current_period_end,
      cancellation_details: { reason: 'cancellation_requested' },
    })
    expect(ending.canceled_at).not.toBeNull()
    expect((await errorOf(stripe.invoices.createPreview({ subscription: id }))).code).toBe('invoice_upcoming_none')
    const resumed = await stripe.subscriptions.update(id, { cancel_at_period_end: false })
    expect(resumed).toMatchObject({ cancel_at_period_end: false, cancel_at: null, canceled_at: null })
    await stripe.subscriptions.update(id, { cancel_at_period_end: true })
    harness.advance(31 * day)
    const before = harness.received.length
    expect((await typesSince(harness, before)).at(-1)).toBe('customer.subscription.deleted')
    const ended = await stripe.subscriptions.retrieve(id)
    expect(ended).toMatchObject({ status: 'canceled', ended_at: item.current_period_end })
    expect((await stripe.invoices.list({ subscription: id })).data).toHaveLength(1)
  })

  it('can be a date, which only an empty cancel_at takes back', async () => {
    const { stripe, id, item } = await subscribed()
    const ending = await stripe.subscriptions.update(id, { cancel_at: item.current_period_end })
    expect(ending).toMatchObject({ cancel_at: item.current_period_end, cancel_at_period_end: false })
    const still = await stripe.subscriptions.update(id, { cancel_at_period_end: false })
    expect(still.cancel_at).toBe(item.current_period_end)
    expect(await stripe.subscriptions.update(id, { cancel_at: '' })).toMatchObject({
      cancel_at: null,
      canceled_at: null,
    })
    const both = stripe.subscriptions.update(id, { cancel_at: item.current_period_end, cancel_at_period_end: true })
    expect((await errorOf(both)).code).toBe('parameters_exclusive')
    const within = stripe.subscriptions.update(id, { cancel_at: item.current_period_start + 7 * day })
    expect((await errorOf(within)).param).toBe('cancel_at')
  })

  it('at once gives nothing back unless asked to', async () => {
    const { stripe, harness, anna, id, before } = await subscribed()
    const ended = await stripe.subscriptions.cancel(id, {
      cancellation_details: { feedback: 'unused', comment: 'Bye' },
    })
    expect(ended).toMatchObject({
      status: 'canceled',
      cancellation_details: { feedback: 'unused', comment: 'Bye', reason: 'cancellation_requested' },
    })
    expect(await typesSince(harness, before)).toEqual(['customer.subscription.deleted'])
    expect(await stripe.customers.retrieve(anna.customer)).toMatchObject({ balance: 0 })
  })

  it('at once with prorate and invoice_now puts the unused rest on the balance', async () => {
    const { stripe, harness, anna, id } = await subscribed()
    harness.advance(3 * day)
    await stripe.subscriptions.cancel(id, { prorate: true, invoice_now: true })
    const invoice = await latestInvoice(harness, id)
    expect(invoice.total).toBeLessThan(-800)
    expect(invoice).toMatchObject({ status: 'paid', amount_due: 0, ending_balance: invoice.total })
    expect(await stripe.customers.retrieve(anna.customer)).toMatchObject({ balance: invoice.total })
  })

  it('at once drops what waited for the next invoice', async () => {
    const { stripe, anna, id, item } = await subscribed()
    await stripe.subscriptions.update(id, { items: [{ id: item.id, price: anna.max }] })
    expect((await stripe.invoiceItems.list({ customer: anna.customer, pending: true })).data).toHaveLength(2)
    await stripe.subscriptions.cancel(id)
    expect((await stripe.invoiceItems.list({ customer: anna.customer })).data).toEqual([])
  })

  it('at once stops the collection of what is still open, which can be paid by hand', async () => {
    const { stripe, harness, anna, id } = await subscribed()
    const bad = await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer: anna.customer })
    await stripe.subscriptions.update(id, { default_payment_method: bad.id })
    harness.advance(32 * day)
    const open = await latestInvoice(harness, id)
    expect(open.next_payment_attempt).not.toBeNull()
    await stripe.subscriptions.cancel(id)
    const stopped = await stripe.invoices.retrieve(String(open.id))
    expect(stopped).toMatchObject({ status: 'open', auto_advance: false, next_payment_attempt: null })
    expect(await stripe.invoices.pay(String(open.id), { payment_method: anna.card })).toMatchObject({ status: 'paid' })
    expect(await stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'canceled' })
  })

  it('is for good', async () => {
    const { stripe, anna, id, item } = await subscribed()
    await stripe.subscriptions.cancel(id)
    const again = await errorOf(stripe.subscriptions.cancel(id))
    expect(again).toMatchObject({ statusCode: 404, code: 'resource_missing' })
    const changed = await errorOf(stripe.subscriptions.update(id, { items: [{ id: item.id, price: anna.max }] }))
    expect(changed.message).toContain('A canceled subscription can only update its cancellation_details')
    expect(await stripe.subscriptions.update(id, { metadata: { why: 'moved' } })).toMatchObject({ status: 'canceled' })
    const { data } = await stripe.subscriptions.list({ customer: anna.customer })
    expect(data).toEqual([])
    expect((await stripe.subscriptions.list({ customer: anna.customer, status: 'canceled' })).data).toHaveLength(1)
  })

  it('of one that never began leaves it incomplete_expired, with an update and no deletion', async () => {
    const { stripe, harness, anna } = await subscribed()
    const made = await stripe.subscriptions.create({
      customer: anna.customer,
      items: [{ price: anna.max }],
      payment_behavior: 'default_incomplete',
    })
    await harness.emulator.deliverDue()
    const before = harness.received.length
    expect((await stripe.subscriptions.cancel(made.id)).status).toBe('incomplete_expired')
    const types = await typesSince(harness, before)
    expect(types).toContain('customer.subscription.updated')
    expect(types).not.toContain('customer.subscription.deleted')
    expect(await latestInvoice(harness, made.id)).toMatchObject({ status: 'void' })
  })

  it('comes with the deletion of its customer', async () => {
    const { stripe, anna, id } = await subscribed()
    await stripe.customers.del(anna.customer)
    expect(await stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'canceled' })
  })
})

describe('the card of a subscription', () => {
  it('is forgotten when it is detached, and the default of the customer pays instead', async () => {
    const { stripe, harness, anna, id } = await subscribed()
    const other = await stripe.paymentMethods.attach('pm_card_mastercard', { customer: anna.customer })
    await stripe.subscriptions.update(id, { default_payment_method: other.id })
    await stripe.paymentMethods.detach(other.id)
    expect(await stripe.subscriptions.retrieve(id)).toMatchObject({ default_payment_method: null })
    harness.advance(32 * day)
    await harness.emulator.deliverDue()
    expect(await latestInvoice(harness, id)).toMatchObject({ status: 'paid', billing_reason: 'subscription_cycle' })
  })
})
