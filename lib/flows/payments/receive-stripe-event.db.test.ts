import { describe, expect, it } from 'vitest'
import { issueInvoice as writeInvoice } from '@/db/commands/issue-invoice'
import { findInvoice, listPayments } from '@/db/queries/invoices'
import { deliver, openCardDesk } from '@/db/testing/card-payments'
import { contextOf, invoiceWrite, makeInvoice, makeOrg, makeUsage, payer, preparePlatform } from '@/db/testing/fixtures'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { minor } from '@/lib/core/money/amount'
import { previewInvoice } from '@/lib/flows/invoices/preview-invoice'
import { settleCheckout } from './settle-checkout'
import { startCheckout } from './start-checkout'

const { db, ownerSql } = await testDatabase()
await preparePlatform(db)
const ctx = contextOf(db)

/** An invoice that was paid at Stripe, and the webhooks that say so; nothing of it is recorded yet. */
const paidAtStripe = async (org: string) => {
  const desk = openCardDesk()
  const { invoiceId, total } = await makeInvoice(db, org)
  const { clientSecret } = await startCheckout(contextOf(db, payer(org)), desk.stripe, org, invoiceId)
  await desk.pay(clientSecret)
  return { org, invoiceId, total, desk, events: await desk.webhooks() }
}

const settled = async (org: string, invoiceId: string) => {
  const invoice = await findInvoice(db, org, invoiceId)
  const payments = await listPayments(db, org, invoiceId)
  return { paidVia: invoice?.paidVia ?? null, applied: payments.map(({ appliedTo }) => appliedTo) }
}

const eventRow = async (id: string) => {
  const [row] = await ownerSql`
    select state, attempts, settled_at is not null as settled from stripe_events where event_id = ${id}`
  return row
}

const once = { paidVia: 'card', applied: ['invoice'] }

describe('a paid checkout', () => {
  it('is recorded once where every webhook comes five times, shuffled, with the return path among them', async () => {
    for (let round = 0; round < 8; round += 1) {
      const { org, invoiceId, desk, events } = await paidAtStripe(`storm-${round}`)
      const back = () => settleCheckout(contextOf(db, payer(org)), desk.stripe, org, invoiceId)
      const calls = [
        ...Array.from({ length: 5 }, () => events.map((event) => () => deliver(ctx, desk.stripe, event))).flat(),
        ...Array.from({ length: 5 }, () => back),
      ]
      const shuffled = calls
        .map((call, index) => ({ call, rank: (index * 7919 + round * 104_729) % 1009 }))
        .sort((a, b) => a.rank - b.rank)
      await Promise.all(shuffled.map(({ call }) => call()))
      expect(await settled(org, invoiceId)).toEqual(once)
    }
  })

  it.each(['the webhook first', 'the return path first'])('is recorded once with %s', async (order) => {
    const { org, invoiceId, desk, events } = await paidAtStripe(order.replaceAll(' ', '-'))
    const told = async () => {
      for (const event of events) await deliver(ctx, desk.stripe, event)
    }
    const back = async () => {
      expect(await settleCheckout(contextOf(db, payer(org)), desk.stripe, org, invoiceId)).toEqual({ status: 'paid' })
    }
    for (const step of order === 'the webhook first' ? [told, back, told] : [back, told, back]) await step()
    expect(await settled(org, invoiceId)).toEqual(once)
    const completed = events.find(({ type }) => type === 'checkout.session.completed')
    expect(await eventRow(completed?.id ?? '')).toEqual({ state: 'done', attempts: 1, settled: true })
  })

  it('of less than the invoice is recorded as a part of it, and the rest stays open', async () => {
    const desk = openCardDesk()
    const { invoiceId, number, currency } = await makeInvoice(db, 'short')
    const about = { invoice: invoiceId }
    const input = { org: 'short', about, checkoutId: 'chk_short', name: number, currency, language: 'de' } as const
    const customerId = await desk.stripe.ensureCustomer({ org: 'short', name: 'Short', email: '' })
    const opened = await desk.stripe.createPaymentCheckout({ ...input, customerId, amountMinor: minor(100n) })
    await desk.pay(opened.clientSecret)
    for (const event of await desk.webhooks('checkout.session.completed')) await deliver(ctx, desk.stripe, event)
    expect(await settled('short', invoiceId)).toEqual({ paidVia: null, applied: ['invoice'] })
  })
})

describe('a webhook', () => {
  it('for an invoice that is not there fails, is noted as failing, and succeeds once the invoice is', async () => {
    const desk = openCardDesk()
    await makeOrg(db, 'ahead')
    await makeUsage(db, 'ahead')
    const snapshot = await previewInvoice(ctx, 'ahead', '2026-10')
    const opened = await desk.stripe.createPaymentCheckout({
      org: 'ahead',
      about: { invoice: 'inv_ahead' },
      checkoutId: 'chk_ahead',
      customerId: await desk.stripe.ensureCustomer({ org: 'ahead', name: 'Ahead', email: '' }),
      name: '2026-000999',
      amountMinor: minor(541n),
      currency: 'CHF',
      language: 'de',
    })
    await desk.pay(opened.clientSecret)
    const [event] = await desk.webhooks('checkout.session.completed')
    if (!event) throw new Error('nothing was sent')
    expect(await codeOf(deliver(ctx, desk.stripe, event))).toBe('unavailable')
    expect(await eventRow(event.id)).toEqual({ state: 'failing', attempts: 1, settled: false })
    expect(await codeOf(deliver(ctx, desk.stripe, event))).toBe('unavailable')
    expect(await eventRow(event.id)).toEqual({ state: 'failing', attempts: 2, settled: false })
    await writeInvoice(db, invoiceWrite(snapshot, 'inv_ahead'))
    await deliver(ctx, desk.stripe, event)
    expect(await settled('ahead', 'inv_ahead')).toEqual(once)
    expect(await eventRow(event.id)).toEqual({ state: 'done', attempts: 3, settled: true })
  })

  it('that asks for nothing is remembered as ignored, and stays so', async () => {
    const { desk, events } = await paidAtStripe('ignorant')
    const ignored = events.filter(({ type }) => type.startsWith('payment_intent.') || type.startsWith('charge.'))
    expect(ignored.map(({ type }) => type)).toContain('payment_intent.succeeded')
    for (const event of [...ignored, ...ignored]) {
      expect(await deliver(ctx, desk.stripe, event)).toBe(`Nothing to do for ${event.type}.`)
    }
    for (const { id } of ignored) expect(await eventRow(id)).toEqual({ state: 'ignored', attempts: 1, settled: true })
  })

  it('that failed while another delivery of it succeeded stays done', async () => {
    const { desk, events } = await paidAtStripe('halves')
    const completed = events.find(({ type }) => type === 'checkout.session.completed')
    if (!completed) throw new Error('nothing was sent')
    await deliver(ctx, desk.stripe, completed)
    const away = { ...desk.stripe, readCheckout: () => Promise.reject(new Error('Stripe is away')) }
    await expect(deliver(ctx, away, completed)).rejects.toThrow('Stripe is away')
    expect(await eventRow(completed.id)).toEqual({ state: 'done', attempts: 1, settled: true })
  })

  it('with a signature that is not for these bytes is refused and not remembered', async () => {
    const { desk, events } = await paidAtStripe('unsigned')
    const [event] = events
    if (!event) throw new Error('nothing was sent')
    const altered = { body: event.body.replace('evt_', 'evt_x'), signature: event.signature }
    expect(await codeOf(deliver(ctx, desk.stripe, altered))).toBe('invalid_signature')
    expect(await eventRow(event.id.replace('evt_', 'evt_x'))).toBeUndefined()
  })
})
