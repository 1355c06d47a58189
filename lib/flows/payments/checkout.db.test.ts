import { describe, expect, it } from 'vitest'
import { listCheckouts } from '@/db/queries/checkouts'
import { findInvoice, listPayments } from '@/db/queries/invoices'
import { cards, deliver, openCardDesk } from '@/db/testing/card-payments'
import { contextOf, issueFor, makeInvoice, makeOrg, makeUsage, payer, preparePlatform } from '@/db/testing/fixtures'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { settleCheckout } from './settle-checkout'
import { startCheckout } from './start-checkout'

const { db } = await testDatabase()
await preparePlatform(db)
const desk = openCardDesk()
const { stripe } = desk

const paidOf = async (org: string, invoiceId: string) => {
  const invoice = await findInvoice(db, org, invoiceId)
  const payments = await listPayments(db, org, invoiceId)
  return { via: invoice?.paidVia, payments: payments.map(({ appliedTo, amount }) => [appliedTo, amount]) }
}

describe('paying an invoice by card', () => {
  it('opens one session for sixteen clicks at once', async () => {
    const { invoiceId } = await makeInvoice(db, 'clicks')
    const ctx = contextOf(db, payer('clicks'))
    const clicks = Array.from({ length: 16 }, () => startCheckout(ctx, stripe, 'clicks', invoiceId))
    const secrets = (await Promise.all(clicks)).map(({ clientSecret }) => clientSecret)
    expect(new Set(secrets).size).toBe(1)
    expect(await listCheckouts(db, 'clicks', invoiceId)).toMatchObject([{ status: 'open' }])
    const { data } = await desk.harness.stripe.checkout.sessions.list({ limit: 100 })
    expect(data.filter(({ metadata }) => metadata?.org === 'clicks')).toHaveLength(1)
  })

  it('leaves the form open after a decline, and records the card that paid', async () => {
    const { invoiceId, total } = await makeInvoice(db, 'second-card')
    const ctx = contextOf(db, payer('second-card'))
    const { clientSecret } = await startCheckout(ctx, stripe, 'second-card', invoiceId)
    expect(await desk.pay(clientSecret, cards.declined)).toBe('card_declined')
    expect(await settleCheckout(ctx, stripe, 'second-card', invoiceId)).toEqual({ status: 'open' })
    for (const event of await desk.webhooks()) await deliver(ctx, stripe, event)
    expect(await paidOf('second-card', invoiceId)).toEqual({ via: null, payments: [] })
    const again = await startCheckout(ctx, stripe, 'second-card', invoiceId)
    expect(again.clientSecret).toBe(clientSecret)
    expect(await desk.pay(again.clientSecret)).toBe('paid')
    expect(await settleCheckout(ctx, stripe, 'second-card', invoiceId)).toEqual({ status: 'paid' })
    expect(await paidOf('second-card', invoiceId)).toEqual({ via: 'card', payments: [['invoice', total]] })
    expect(await codeOf(startCheckout(ctx, stripe, 'second-card', invoiceId))).toBe('already_paid')
  })

  it('finds a payment nobody told us of when the form is opened again', async () => {
    const { invoiceId, total } = await makeInvoice(db, 'silent')
    const ctx = contextOf(db, payer('silent'))
    const { clientSecret } = await startCheckout(ctx, stripe, 'silent', invoiceId)
    await desk.pay(clientSecret)
    expect(await codeOf(startCheckout(ctx, stripe, 'silent', invoiceId))).toBe('already_paid')
    expect(await paidOf('silent', invoiceId)).toEqual({ via: 'card', payments: [['invoice', total]] })
  })

  it('opens a new session after one expired, whether the click or the webhook comes first', async () => {
    const { invoiceId, total } = await makeInvoice(db, 'slow')
    const ctx = contextOf(db, payer('slow'))
    const first = await startCheckout(ctx, stripe, 'slow', invoiceId)
    desk.harness.advance(25 * 3600)
    const [expired] = (await desk.webhooks('checkout.session.expired')).slice(-1)
    if (!expired) throw new Error('no session expired')
    const second = await startCheckout(ctx, stripe, 'slow', invoiceId)
    expect(second.clientSecret).not.toBe(first.clientSecret)
    await deliver(ctx, stripe, expired)
    const statuses = async () => (await listCheckouts(db, 'slow', invoiceId)).map(({ status }) => status).sort()
    expect(await statuses()).toEqual(['ended', 'open'])

    desk.harness.advance(25 * 3600)
    const [next] = (await desk.webhooks('checkout.session.expired')).slice(-1)
    if (!next) throw new Error('no session expired')
    expect(await deliver(ctx, stripe, next)).toBe('The checkout ended unpaid.')
    expect(await statuses()).toEqual(['ended', 'ended'])
    expect(await deliver(ctx, stripe, next)).toBe('This event was handled before.')
    const third = await startCheckout(ctx, stripe, 'slow', invoiceId)
    expect(await desk.pay(third.clientSecret)).toBe('paid')
    expect(await settleCheckout(ctx, stripe, 'slow', invoiceId)).toEqual({ status: 'paid' })
    expect(await paidOf('slow', invoiceId)).toEqual({ via: 'card', payments: [['invoice', total]] })
  })

  it.each([
    ['less', '4'],
    ['more', '25000000'],
  ])('is refused in a sentence where the total is %s than Stripe takes', async (name, quantity) => {
    await makeOrg(db, name)
    await makeUsage(db, name, { quantity })
    const { invoiceId } = await issueFor(contextOf(db), name, '2026-10')
    expect(await codeOf(startCheckout(contextOf(db, payer(name)), stripe, name, invoiceId))).toBe('invalid_request')
    expect(await listCheckouts(db, name, invoiceId)).toEqual([])
  })

  it('is refused for an invoice paid by bank, an unknown one, and to people of other orgs', async () => {
    const { invoiceId } = await makeInvoice(db, 'by-bank', { payBy: 'invoice' })
    await makeOrg(db, 'strangers')
    const start = (actor: string, org: string, invoice: string) =>
      codeOf(startCheckout(contextOf(db, payer(actor)), stripe, org, invoice))
    expect(await start('by-bank', 'by-bank', invoiceId)).toBe('invalid_request')
    expect(await start('by-bank', 'by-bank', 'inv_none')).toBe('not_found')
    expect(await start('strangers', 'by-bank', invoiceId)).toBe('not_found')
    expect(await start('strangers', 'strangers', invoiceId)).toBe('not_found')
    expect(await codeOf(settleCheckout(contextOf(db, payer('strangers')), stripe, 'by-bank', invoiceId))).toBe(
      'not_found',
    )
  })
})
