import { describe, expect, it } from 'vitest'
import { subscriber } from '@/packages/stripe-emulator/billing/testing/subscriber'
import { ask } from '@/packages/stripe-emulator/testing/browse'
import { startHarness } from '@/packages/stripe-emulator/testing/harness'

const day = 86_400

/** A renewal that the bank refused, with the link that its customer is sent. */
const refused = async (token: string) => {
  const harness = startHarness()
  const { stripe, emulator } = harness
  const anna = await subscriber(harness)
  const made = await stripe.subscriptions.create({ customer: anna.customer, items: [{ price: anna.pro }] })
  const bad = await stripe.paymentMethods.attach(token, { customer: anna.customer })
  await stripe.subscriptions.update(made.id, { default_payment_method: bad.id })
  harness.advance(32 * day)
  await emulator.deliverDue()
  const { data } = await stripe.invoices.list({ subscription: made.id, status: 'open' })
  const [invoice] = data
  if (!invoice?.hosted_invoice_url) throw new Error('no open invoice')
  return { harness, stripe, id: made.id, invoice, url: invoice.hosted_invoice_url }
}

const card = { email: 'anna@example.com', name: 'Anna', number: '4242424242424242', expiry: '12 / 34', cvc: '123' }

describe('the page of an open invoice', () => {
  it('shows what is owed and takes a card, after which the subscription is active again', async () => {
    const { harness, stripe, id, invoice, url } = await refused('pm_card_chargeCustomerFail')
    const page = await harness.emulator.fetch(new Request(url))
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect((await ask(harness, url, 'state')).body).toMatchObject({
      status: 'open',
      title: 'CHF 10.00',
      lines: [{ name: '1 × Pro (at CHF 10.00 / month)', amount: 'CHF 10.00' }],
      sums: [],
      asks: { country: false, tax_id: false },
    })
    const declined = await ask(harness, url, 'confirm', { ...card, number: '4000000000000002' })
    expect(declined).toMatchObject({ status: 402, body: { error: { code: 'card_declined' } } })
    expect((await ask(harness, url, 'confirm', card)).body).toEqual({ outcome: 'paid' })
    expect((await ask(harness, url, 'confirm', card)).body).toEqual({ outcome: 'paid' })
    expect(await stripe.invoices.retrieve(String(invoice.id))).toMatchObject({ status: 'paid', amount_paid: 1_000 })
    expect(await stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'active' })
    expect((await ask(harness, url, 'state')).body).toMatchObject({ status: 'complete' })
  })

  it('lets the owner approve the card that the bank stopped', async () => {
    const { harness, stripe, id, url } = await refused('pm_card_authenticationRequired')
    expect((await ask(harness, url, 'state')).body).toMatchObject({ step: 'authenticate' })
    expect((await ask(harness, url, 'authenticate', { result: 'complete' })).body).toEqual({ outcome: 'paid' })
    expect(await stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'active' })
  })

  it('is for the holder of its link only, and says when nothing is owed', async () => {
    const { harness, stripe, invoice, url } = await refused('pm_card_chargeCustomerFail')
    expect((await ask(harness, `${url.split('#')[0]}#guess`, 'state')).status).toBe(401)
    await stripe.invoices.voidInvoice(String(invoice.id))
    const gone = await ask(harness, url, 'state')
    expect(gone).toMatchObject({ status: 400, body: { error: { message: expect.stringContaining('withdrawn') } } })
  })
})
