import { expect, it } from 'vitest'
import { findInvoice, listPaymentReturns } from '@/db/queries/invoices'
import { cards, deliver, openCardDesk } from '@/db/testing/card-payments'
import { contextOf, makeInvoice, payer, preparePlatform } from '@/db/testing/fixtures'
import { testDatabase } from '@/db/testing/test-database'
import { customerInvoice } from '@/lib/reads/customer-invoice'
import { invoicePayments } from '@/lib/reads/invoice-payments'
import { markInvoicePaid } from './mark-invoice-paid'
import { settleCheckout } from './settle-checkout'
import { startCheckout } from './start-checkout'

const { db } = await testDatabase()
await preparePlatform(db)

/** An invoice that was paid with a card. */
const paid = async (org: string, card: string) => {
  const desk = openCardDesk()
  const { invoiceId } = await makeInvoice(db, org)
  const ctx = contextOf(db, payer(org))
  const { clientSecret } = await startCheckout(ctx, desk.stripe, org, invoiceId)
  await desk.pay(clientSecret, card)
  await settleCheckout(ctx, desk.stripe, org, invoiceId)
  const [intent] = (await desk.harness.stripe.paymentIntents.list({ limit: 1 })).data
  const tell = async () => {
    const sentences: string[] = []
    for (const event of await desk.webhooks()) sentences.push(await deliver(ctx, desk.stripe, event))
    return sentences
  }
  return { org, desk, ctx, invoiceId, intent: intent?.id ?? '', tell }
}

it('an invoice whose payment is disputed says so and stays paid; once it is lost, all of it is open again and can be paid', async () => {
  const { org, desk, ctx, invoiceId, tell } = await paid('disputed', cards.disputes)
  expect(await tell()).toContain(`The dispute of the payment of ${invoiceId} was read.`)
  const { payment, snapshot } = await customerInvoice(ctx, org, invoiceId)
  expect(payment).toMatchObject({ status: 'paid', returns: [{ state: 'open', amount: snapshot.total }] })
  const [dispute] = (await desk.harness.stripe.disputes.list()).data
  await desk.harness.stripe.disputes.close(dispute?.id ?? '')
  await tell()
  await tell()
  expect((await customerInvoice(ctx, org, invoiceId)).payment.returns).toMatchObject([{ state: 'lost' }])
  expect(await findInvoice(db, org, invoiceId)).toMatchObject({ paidAt: null, paidVia: null, paidAmount: 0n })
  const { clientSecret } = await startCheckout(ctx, desk.stripe, org, invoiceId)
  await desk.pay(clientSecret, cards.good)
  await settleCheckout(ctx, desk.stripe, org, invoiceId)
  await tell()
  const again = await findInvoice(db, org, invoiceId)
  expect(again).toMatchObject({ paidVia: 'card', paidAmount: again?.total })
})

it('an invoice whose payment was refunded at Stripe says what went back, part by part', async () => {
  const { org, desk, ctx, invoiceId, intent, tell } = await paid('refunded', cards.good)
  await desk.harness.stripe.refunds.create({ payment_intent: intent, amount: 100 })
  await tell()
  await desk.harness.stripe.refunds.create({ payment_intent: intent, amount: 250 })
  await Promise.all([tell(), tell(), tell()])
  const { returns } = (await customerInvoice(ctx, org, invoiceId)).payment
  expect(returns.map(({ state, amount }) => [state, amount]).sort()).toEqual([
    ['refunded', '1.00'],
    ['refunded', '2.50'],
  ])
  expect(await listPaymentReturns(db, org, 'inv_other')).toEqual([])
  const invoice = await findInvoice(db, org, invoiceId)
  expect(invoice).toMatchObject({ paidAt: null, paidAmount: (invoice?.total ?? 0n) - 350n })
  const { open, credit } = await invoicePayments(contextOf(db), org, invoiceId)
  expect([open, credit]).toEqual(['3.50', '0.00'])
})

it('a dispute that is won leaves an invoice paid, and a refund before its payment is known counts once both are', async () => {
  const won = await paid('won', cards.disputes)
  const [dispute] = (await won.desk.harness.stripe.disputes.list()).data
  const evidence = { uncategorized_text: 'winning_evidence' }
  await won.desk.harness.stripe.disputes.update(dispute?.id ?? '', { evidence, submit: true })
  for (const event of [...(await won.desk.webhooks())].reverse()) await deliver(won.ctx, won.desk.stripe, event)
  expect((await findInvoice(db, 'won', won.invoiceId))?.paidVia).toBe('card')

  const desk = openCardDesk()
  const { invoiceId } = await makeInvoice(db, 'early')
  const ctx = contextOf(db, payer('early'))
  const { clientSecret } = await startCheckout(ctx, desk.stripe, 'early', invoiceId)
  await desk.pay(clientSecret, cards.good)
  const [intent] = (await desk.harness.stripe.paymentIntents.list({ limit: 1 })).data
  await desk.harness.stripe.refunds.create({ payment_intent: intent?.id ?? '', amount: 100 })
  for (const event of await desk.webhooks('charge.refunded')) await deliver(ctx, desk.stripe, event)
  expect((await findInvoice(db, 'early', invoiceId))?.paidAmount).toBe(0n)
  for (const event of await desk.webhooks()) await deliver(ctx, desk.stripe, event)
  const invoice = await findInvoice(db, 'early', invoiceId)
  expect(invoice).toMatchObject({ paidAt: null, paidAmount: (invoice?.total ?? 0n) - 100n })
})

it('of an invoice that was paid twice, the payment that was refunded counts for nothing and the invoice stays paid', async () => {
  const { org, desk, invoiceId, intent, tell } = await paid('twice', cards.good)
  const total = (await findInvoice(db, org, invoiceId))?.total
  const bank = { paidOn: '2026-11-21', reference: 'twice', beyond: true, amount: total }
  await markInvoicePaid(contextOf(db), desk.stripe, org, invoiceId, bank)
  await desk.harness.stripe.refunds.create({ payment_intent: intent })
  await tell()
  expect(await findInvoice(db, org, invoiceId)).toMatchObject({ paidVia: 'bank', paidAmount: total })
  expect(await invoicePayments(contextOf(db), org, invoiceId)).toMatchObject({ open: '0.00', credit: '0.00' })
})
