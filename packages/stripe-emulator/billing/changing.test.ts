import { describe, expect, it } from 'vitest'
import { errorOf } from '@/packages/stripe-emulator/testing/ask'
import type { Stripe } from '@/packages/stripe-emulator/testing/harness'
import { linesOf, subscribed } from './testing/subscribed'
import { itemOf, latestInvoice, typesSince } from './testing/subscriber'

const day = 86_400

describe('changing a subscription', () => {
  it('charges the difference for the rest of the period at once with always_invoice', async () => {
    const { stripe, harness, anna, id, item, half } = await subscribed()
    await harness.emulator.deliverDue()
    const before = harness.received.length
    const changed = await stripe.subscriptions.update(id, {
      items: [{ id: item.id, price: anna.max }],
      proration_behavior: 'always_invoice',
      proration_date: half,
    })
    expect(itemOf(changed)).toMatchObject({ id: item.id, price: { id: anna.max } })
    expect(itemOf(changed).current_period_end).toBe(item.current_period_end)
    const invoice = await latestInvoice(harness, id)
    expect(invoice).toMatchObject({ status: 'paid', billing_reason: 'subscription_update', amount_paid: 500 })
    expect(linesOf(invoice).map(({ amount }) => amount)).toEqual([-500, 1_000])
    const credited = invoice.lines.data[0]?.parent?.subscription_item_details?.proration_details?.credited_items
    expect(credited?.invoice_line_items).toHaveLength(1)
    expect(await typesSince(harness, before)).toEqual([
      'customer.subscription.updated',
      'invoice.created',
      'invoice.finalized',
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
      'invoice.updated',
      'invoice.paid',
      'invoice.payment_succeeded',
      'invoice_payment.paid',
    ])
  })

  it('lets the difference wait for the next invoice by default, as items that say so', async () => {
    const { stripe, anna, id, item, half } = await subscribed()
    await stripe.subscriptions.update(id, { items: [{ id: item.id, price: anna.max }], proration_date: half })
    const pending = await stripe.invoiceItems.list({ customer: anna.customer, pending: true })
    expect(pending.data.map(({ amount, proration, invoice }) => ({ amount, proration, invoice }))).toEqual([
      { amount: 1_000, proration: true, invoice: null },
      { amount: -500, proration: true, invoice: null },
    ])
    const upcoming = await stripe.invoices.createPreview({ subscription: id })
    expect(linesOf(upcoming).map(({ amount }) => amount)).toEqual([-500, 1_000, 2_000])
    expect(upcoming).toMatchObject({ amount_due: 2_500, billing_reason: 'upcoming', status: 'draft', number: null })
  })

  it('says nothing where nothing changes', async () => {
    const { stripe, harness, anna, id, item } = await subscribed()
    await harness.emulator.deliverDue()
    const before = harness.received.length
    await stripe.subscriptions.update(id, { items: [{ id: item.id, price: anna.pro }], cancel_at_period_end: false })
    expect(await typesSince(harness, before)).toEqual([])
  })

  it('costs nothing with none, and the new price counts from the next period', async () => {
    const { stripe, anna, id, item, half } = await subscribed()
    const first = (await stripe.subscriptions.retrieve(id)).latest_invoice
    const changed = await stripe.subscriptions.update(id, {
      items: [{ id: item.id, price: anna.max }],
      proration_behavior: 'none',
      proration_date: half,
    })
    expect(changed.latest_invoice).toBe(first)
    expect((await stripe.invoices.createPreview({ subscription: id })).amount_due).toBe(2_000)
  })

  it('begins a new period with another interval', async () => {
    const { stripe, harness, anna, id, item } = await subscribed()
    harness.advance(10 * day)
    const changed = await stripe.subscriptions.update(id, { items: [{ id: item.id, price: anna.yearly }] })
    const { current_period_start: start, current_period_end: end } = itemOf(changed)
    expect(start).toBe(changed.billing_cycle_anchor)
    expect(start).toBeGreaterThanOrEqual(item.current_period_start + 10 * day)
    expect((end - start) / day).toBeGreaterThanOrEqual(365)
    const invoice = await latestInvoice(harness, id)
    const [unused, year] = linesOf(invoice)
    expect(year).toMatchObject({
      amount: 10_000,
      description: '1 × Pro yearly (at CHF 100.00 / year)',
      proration: false,
    })
    expect(unused?.amount).toBeLessThan(0)
    expect(invoice.amount_paid).toBe(10_000 + (unused?.amount ?? 0))
  })

  it('keeps a credit on the balance, and the next invoice takes it', async () => {
    const { stripe, harness, anna, id, item, half } = await subscribed()
    await stripe.subscriptions.update(id, {
      items: [{ id: item.id, price: anna.max }],
      proration_behavior: 'always_invoice',
      proration_date: item.current_period_start,
    })
    await stripe.subscriptions.update(id, {
      items: [{ id: item.id, price: anna.pro }],
      proration_behavior: 'always_invoice',
      proration_date: half,
    })
    const credit = await latestInvoice(harness, id)
    expect(credit).toMatchObject({
      status: 'paid',
      total: -500,
      amount_due: 0,
      starting_balance: 0,
      ending_balance: -500,
    })
    const customer = await stripe.customers.retrieve(anna.customer)
    expect(customer).toMatchObject({ balance: -500, currency: 'chf' })
    expect(await stripe.invoices.createPreview({ subscription: id })).toMatchObject({ total: 1_000, amount_due: 500 })
  })

  it('makes the subscription past due after a decline, and keeps nothing with error_if_incomplete', async () => {
    const { stripe, anna, id, item } = await subscribed()
    const bad = await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer: anna.customer })
    await stripe.subscriptions.update(id, { default_payment_method: bad.id })
    const change = { items: [{ id: item.id, price: anna.max }], proration_behavior: 'always_invoice' as const }
    const error = await errorOf(stripe.subscriptions.update(id, { ...change, payment_behavior: 'error_if_incomplete' }))
    expect(error).toMatchObject({ statusCode: 402, code: 'card_declined' })
    expect(itemOf(await stripe.subscriptions.retrieve(id)).price.id).toBe(anna.pro)
    const changed = await stripe.subscriptions.update(id, change)
    expect(changed.status).toBe('past_due')
    expect(itemOf(changed).price.id).toBe(anna.max)
    expect(await stripe.customers.retrieve(anna.customer)).toMatchObject({ delinquent: true })
    await stripe.invoices.pay(String(changed.latest_invoice), { payment_method: anna.card })
    expect(await stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'active' })
    expect(await stripe.customers.retrieve(anna.customer)).toMatchObject({ delinquent: false })
  })

  it('waits for the money with pending_if_incomplete, and gives up after 23 hours', async () => {
    const { stripe, harness, anna, id, item } = await subscribed()
    const bad = await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer: anna.customer })
    await stripe.subscriptions.update(id, { default_payment_method: bad.id })
    const change: Stripe.SubscriptionUpdateParams = {
      items: [{ id: item.id, price: anna.max }],
      proration_behavior: 'always_invoice',
      payment_behavior: 'pending_if_incomplete',
    }
    const waiting = await stripe.subscriptions.update(id, change)
    expect(waiting).toMatchObject({
      status: 'active',
      pending_update: { subscription_items: [{ price: { id: anna.max } }] },
    })
    expect(itemOf(waiting).price.id).toBe(anna.pro)
    await stripe.invoices.pay(String(waiting.latest_invoice), { payment_method: anna.card })
    const applied = await stripe.subscriptions.retrieve(id)
    expect(applied).toMatchObject({ status: 'active', pending_update: null })
    expect(itemOf(applied).price.id).toBe(anna.max)
    const again = await stripe.subscriptions.update(id, { ...change, items: [{ id: item.id, quantity: 5 }] })
    harness.advance(23 * 3_600 + 60)
    const expired = await stripe.subscriptions.retrieve(id)
    expect(expired.pending_update).toBeNull()
    expect(itemOf(expired).quantity).toBe(1)
    expect(await stripe.invoices.retrieve(String(again.latest_invoice))).toMatchObject({ status: 'void' })
    expect((await errorOf(stripe.subscriptions.update(id, { ...change, metadata: { a: 'b' } }))).param).toBe('metadata')
  })

  it('is refused for a date outside the period, an item of somebody else and the last item', async () => {
    const { stripe, anna, id, item } = await subscribed()
    const tried = (params: Stripe.SubscriptionUpdateParams) => errorOf(stripe.subscriptions.update(id, params))
    const items = [{ id: item.id, price: anna.max }]
    expect((await tried({ items, proration_date: item.current_period_end + 1 })).param).toBe('proration_date')
    expect((await tried({ items: [{ id: 'si_absent', quantity: 2 }] })).param).toBe('items[0][id]')
    expect((await tried({ items: [{ id: item.id, deleted: true }] })).param).toBe('items')
    expect((await tried({ items: [{ price: anna.yearly }] })).param).toBe('items')
  })
})
