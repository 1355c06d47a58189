import { expect, it } from 'vitest'
import { findInvoice, listPaymentReturns } from '@/db/queries/invoices'
import { cards, deliver, openCardDesk } from '@/db/testing/card-payments'
import { contextOf, makeInvoice, payer, preparePlatform } from '@/db/testing/fixtures'
import { testDatabase } from '@/db/testing/test-database'
import { customerInvoice } from '@/lib/reads/customer-invoice'
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

it('an invoice whose payment is disputed says so, and how that ended, and stays paid', async () => {
  const { org, desk, ctx, invoiceId, tell } = await paid('disputed', cards.disputes)
  expect(await tell()).toContain(`The dispute of the payment of ${invoiceId} was read.`)
  const { payment, snapshot } = await customerInvoice(ctx, org, invoiceId)
  expect(payment).toMatchObject({ status: 'paid', returns: [{ state: 'open', amount: snapshot.total }] })
  const [dispute] = (await desk.harness.stripe.disputes.list()).data
  await desk.harness.stripe.disputes.close(dispute?.id ?? '')
  await tell()
  await tell()
  expect((await customerInvoice(ctx, org, invoiceId)).payment.returns).toMatchObject([{ state: 'lost' }])
  expect((await findInvoice(db, org, invoiceId))?.paidAt).not.toBeNull()
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
})
