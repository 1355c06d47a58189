import { describe, expect, it } from 'vitest'
import { errorOf } from '@/packages/stripe-emulator/testing/ask'
import { startHarness } from '@/packages/stripe-emulator/testing/harness'
import { latestInvoice, subscriber, typesSince } from './testing/subscriber'

const unpaid = async () => {
  const harness = startHarness()
  const anna = await subscriber(harness)
  const { stripe } = harness
  const made = await stripe.subscriptions.create({
    customer: anna.customer,
    items: [{ price: anna.pro }],
    payment_behavior: 'default_incomplete',
  })
  const invoice = String(made.latest_invoice)
  await harness.emulator.deliverDue()
  return { ...harness, harness, anna, id: made.id, invoice, before: harness.received.length }
}

describe('an open invoice', () => {
  it('is paid by the method that is named, once', async () => {
    const { stripe, anna, invoice } = await unpaid()
    const paid = await stripe.invoices.pay(invoice, {
      payment_method: anna.card,
      expand: ['payments.data.payment.payment_intent'],
    })
    expect(paid).toMatchObject({
      status: 'paid',
      auto_advance: false,
      payments: { data: [{ status: 'paid', payment: { payment_intent: { status: 'succeeded', amount: 1_000 } } }] },
    })
    expect((await errorOf(stripe.invoices.pay(invoice))).message).toBe('Invoice is already paid')
    expect((await stripe.invoicePayments.list({ invoice })).data).toHaveLength(1)
  })

  it('stays open after a decline, whose events are kept', async () => {
    const { stripe, harness, anna, invoice, before } = await unpaid()
    const bad = await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer: anna.customer })
    const error = await errorOf(stripe.invoices.pay(invoice, { payment_method: bad.id }))
    expect(error).toMatchObject({ statusCode: 402, code: 'card_declined', decline_code: 'generic_decline' })
    expect(await stripe.invoices.retrieve(invoice)).toMatchObject({ status: 'open', attempt_count: 1, attempted: true })
    expect(await typesSince(harness, before)).toContain('invoice.payment_failed')
  })

  it('can be paid outside of Stripe, and its payment is dropped', async () => {
    const { stripe, invoice, id } = await unpaid()
    const paid = await stripe.invoices.pay(invoice, { paid_out_of_band: true, expand: ['payments'] })
    expect(paid).toMatchObject({ status: 'paid', payments: { data: [{ status: 'canceled' }] } })
    expect((await stripe.subscriptions.retrieve(id)).status).toBe('active')
  })

  it('can be voided, after which it is not owed and its first subscription never began', async () => {
    const { stripe, invoice, id } = await unpaid()
    const voided = await stripe.invoices.voidInvoice(invoice, { expand: ['payments.data.payment.payment_intent'] })
    expect(voided).toMatchObject({
      status: 'void',
      amount_remaining: 0,
      payments: { data: [{ status: 'canceled', payment: { payment_intent: { status: 'canceled' } } }] },
    })
    expect((await stripe.subscriptions.retrieve(id)).status).toBe('incomplete_expired')
    expect((await errorOf(stripe.invoices.pay(invoice))).message).toContain('status of `void`')
    expect((await errorOf(stripe.invoices.voidInvoice(invoice))).statusCode).toBe(400)
  })

  it('can be written off and still be paid', async () => {
    const { stripe, invoice } = await unpaid()
    expect(await stripe.invoices.markUncollectible(invoice)).toMatchObject({ status: 'uncollectible' })
    expect(await stripe.invoices.pay(invoice)).toMatchObject({ status: 'paid' })
  })

  it('is found by customer, subscription and status', async () => {
    const { stripe, anna, id, invoice } = await unpaid()
    const ids = async (query: object) => (await stripe.invoices.list(query)).data.map((found) => found.id)
    expect(await ids({ customer: anna.customer })).toEqual([invoice])
    expect(await ids({ subscription: id, status: 'open' })).toEqual([invoice])
    expect(await ids({ subscription: id, status: 'paid' })).toEqual([])
    expect((await errorOf(stripe.invoices.retrieve('in_absent'))).statusCode).toBe(404)
    const lines = await stripe.invoices.listLineItems(invoice)
    expect(lines.data).toHaveLength(1)
  })

  it('writes out what is expanded, through lists and parents', async () => {
    const { stripe, invoice, id } = await unpaid()
    const read = await stripe.invoices.retrieve(invoice, {
      expand: ['customer', 'parent.subscription_details.subscription', 'confirmation_secret', 'payments'],
    })
    expect(read.parent?.subscription_details?.subscription).toMatchObject({ id, object: 'subscription' })
    expect(read.customer).toMatchObject({ object: 'customer' })
    expect(read.confirmation_secret?.client_secret).toMatch(/^pi_.*_secret_/)
  })
})

describe('a draft invoice', () => {
  it('can be finalized before its hour is over, and is then collected', async () => {
    const { stripe, harness, anna, invoice, id } = await unpaid()
    await stripe.invoices.pay(invoice, { payment_method: anna.card })
    harness.advance(31 * 86_400)
    const draft = await latestInvoice(harness, id)
    if (draft.status === 'draft') {
      const open = await stripe.invoices.finalizeInvoice(String(draft.id))
      expect(open).toMatchObject({ status: 'open' })
    }
    harness.advance(2 * 3_600)
    await harness.emulator.deliverDue()
    expect(await latestInvoice(harness, id)).toMatchObject({ status: 'paid', billing_reason: 'subscription_cycle' })
  })
})
