import { afterAll, expect, it } from 'vitest'
import { raiseAlerts } from '@/db/commands/alerts'
import { findAlert } from '@/db/queries/alerts'
import { findInvoiceDocument } from '@/db/queries/invoices'
import { listPurchases } from '@/db/queries/packs'
import { listRefunds } from '@/db/queries/refunds'
import { findStripeEvent } from '@/db/queries/stripe-events'
import { deliver, openCardDesk } from '@/db/testing/card-payments'
import { contextOf, makeInvoice, makeOrg, payer, preparePlatform, today } from '@/db/testing/fixtures'
import { makeFunded } from '@/db/testing/funds'
import { testDatabase } from '@/db/testing/test-database'
import type { Ctx } from '@/lib/context'
import { minor } from '@/lib/core/money/amount'
import { sendAlerts } from '@/lib/flows/alerts/send-alerts'
import { deliverDocuments } from '@/lib/flows/outbox/deliver'
import { settleCards } from '@/lib/flows/payments/cards/settle-card-checkout'
import { startCardCheckout } from '@/lib/flows/payments/cards/start-card-checkout'
import { settleCredit } from '@/lib/flows/payments/credit/settle-purchase'
import { startPurchase } from '@/lib/flows/payments/credit/start-purchase'
import { retryFailing } from '@/lib/flows/payments/events/retry-failing'
import { keepRecharges } from '@/lib/flows/payments/recharge/keep-recharges'
import { saveRecharge } from '@/lib/flows/payments/recharge/save-recharge'
import { keepRefunds } from '@/lib/flows/payments/refunds/keep-refunds'
import { refundPurchase } from '@/lib/flows/payments/refunds/refund-purchase'
import { keepDunning } from '@/lib/flows/payments/subscriptions/keep-dunning'
import { openSubscriber, prepareOffers, team } from '@/lib/flows/payments/subscriptions/testing/subscriber'
import { speakerOf } from '@/lib/i18n/speak'
import { renderInvoicePdf } from '@/lib/pdf/render-invoice'
import { log } from '@/lib/platform/log'

const { db, ownerSql } = await testDatabase()
await preparePlatform(db)
await prepareOffers(db)

// Hundreds of failures are what these tests are about: they are not worth a line each.
const { level } = log
log.level = 'silent'
afterAll(() => {
  log.level = level
})

/** Rounds, two minutes apart, until the good item is done; more than the most says that the failing ones starve it. */
const rounds = async (round: (ctx: Ctx) => Promise<unknown>, isDone: () => Promise<boolean>, from = today) => {
  const most = 8
  for (let count = 1; count <= most; count += 1) {
    await round(contextOf(db, { kind: 'system', name: 'jobs' }, from.add({ minutes: 2 * count })))
    if (await isDone()) return count
  }
  return most + 1
}
/** Fewer than the failing items need if each round tries them all first. */
const few = 4

it('documents that can never be made do not hold up one behind them', async () => {
  await makeInvoice(db, 'printed')
  await ownerSql`
    insert into outbox (kind, org_id, reference, created_at, due_at)
    select 'invoice_document', 'ghost', 'inv_' || n, ${today.toString()}::timestamptz - interval '1 day',
           ${today.toString()}::timestamptz - interval '1 day'
      from generate_series(1, 50) n`
  const [invoice] = await ownerSql`select invoice_id from invoices where org_id = 'printed'`
  const stored = async () => (await findInvoiceDocument(db, 'printed', String(invoice?.invoice_id), 'pdf')) !== null
  expect(await rounds((ctx) => deliverDocuments(ctx, renderInvoicePdf), stored)).toBeLessThanOrEqual(few)
})

it('e-mails that can never be sent do not hold up one behind them', async () => {
  await makeOrg(db, 'told')
  await ownerSql`
    insert into outbox (kind, org_id, reference, created_at, due_at)
    select 'alert_mail', 'ghost', 'spend:' || n, ${today.toString()}::timestamptz - interval '1 day',
           ${today.toString()}::timestamptz - interval '1 day'
      from generate_series(1, 10) n`
  const says = { month: '2026-11', limit: '5.00', spent: '5.00', currency: 'CHF' }
  await raiseAlerts(db, 'told', '0', today, [{ key: 'spend:told', kind: 'spend', says }])
  const post = {
    mailer: { send: async () => ({ taken: true, answer: '250 OK' }), close: () => {} },
    url: 'https://kontor.example',
    speak: speakerOf,
  }
  const sent = async () => (await findAlert(db, 'told', 'spend:told'))?.outcome === 'sent'
  expect(await rounds((ctx) => sendAlerts(ctx, post), sent)).toBeLessThanOrEqual(few)
})

it('events of Stripe that fail for ever do not hold up one behind them', async () => {
  await makeFunded(db, 'eventful', 'prepaid')
  const desk = openCardDesk()
  const { clientSecret } = await startPurchase(contextOf(db, payer('eventful')), desk.stripe, 'eventful', {
    amount: minor(2_000n),
  })
  await desk.pay(clientSecret)
  const [event] = await desk.webhooks('checkout.session.completed')
  if (!event) throw new Error('nothing was sent')
  const broken = { ...desk.stripe, readCheckout: () => Promise.reject(new Error('our mistake')) }
  await expect(deliver(contextOf(db), broken, event)).rejects.toThrow('our mistake')
  await ownerSql`
    insert into stripe_events (event_id, type, state, sentence, payload, body, api_version, attempts, received_at)
    select 'evt_bad_' || n, type, 'failing', 'our mistake', '{}', 'no json', api_version, 1,
           received_at - interval '1 minute'
      from stripe_events, generate_series(1, 50) n where event_id = ${event.id}`
  const done = async () => (await findStripeEvent(db, event.id))?.state === 'done'
  expect(await rounds((ctx) => retryFailing(ctx, desk.stripe), done)).toBeLessThanOrEqual(few)
})

it('recharges that fail for ever do not hold up one behind them', async () => {
  await makeFunded(db, 'charged', 'prepaid')
  const desk = openCardDesk()
  const ctx = contextOf(db, payer('charged'))
  const { clientSecret } = await startCardCheckout(ctx, desk.stripe, 'charged')
  await desk.pay(clientSecret)
  await settleCards(ctx, desk.stripe, 'charged')
  const lost = { ...desk.stripe, chargeOffSession: () => Promise.reject(new Error('lost')) }
  const on = { threshold: minor(500n), amount: minor(2_000n), monthlyCap: null, enabled: true } as const
  await saveRecharge(ctx, lost, 'charged', on).catch(() => null)
  await ownerSql`
    insert into purchases (org_id, purchase_id, kind, name, currency, price, credit, begun_at, begun_by, payment_intent_id)
    select 'broken-' || n, 'pur_' || n, kind, name, currency, price, credit, begun_at - interval '1 hour', begun_by,
           'pi_none_' || n
      from purchases, generate_series(1, 250) n where org_id = 'charged' and kind = 'recharge'`
  const paid = async () => (await listPurchases(db, 'charged')).some(({ paidAt }) => paidAt !== null)
  expect(await rounds((later) => keepRecharges(later, desk.stripe), paid)).toBeLessThanOrEqual(few)
})

it('refunds that fail for ever do not hold up one behind them', async () => {
  const desk = openCardDesk()
  const buy = async (org: string) => {
    await makeFunded(db, org, 'prepaid')
    const ctx = contextOf(db, payer(org))
    const { checkoutId, clientSecret } = await startPurchase(ctx, desk.stripe, org, { amount: minor(2_000n) })
    await desk.pay(clientSecret)
    await settleCredit(ctx, desk.stripe, org, checkoutId)
    return checkoutId
  }
  const [good, bad] = [await buy('refunded'), await buy('refused')]
  const lost = { ...desk.stripe, createRefund: () => Promise.reject(new Error('lost')) }
  const order = { refundId: 'lost', amount: minor(500n), reason: 'asked for' }
  await refundPurchase(contextOf(db), lost, 'refunded', good, order).catch(() => null)
  await ownerSql`
    insert into refunds (org_id, refund_id, purchase_id, amount, share, reason, status, requested_at, requested_by)
    select 'refused', 'bad_' || n, ${bad}, amount, share, reason, status, requested_at - interval '1 hour', requested_by
      from refunds, generate_series(1, 250) n where org_id = 'refunded'`
  const stripe: typeof desk.stripe = {
    ...desk.stripe,
    createRefund: (input) =>
      input.org === 'refused' ? Promise.reject(new Error('no')) : desk.stripe.createRefund(input),
  }
  const made = async () => (await listRefunds(db, 'refunded', good)).some(({ status }) => status === 'succeeded')
  expect(await rounds((ctx) => keepRefunds(ctx, stripe), made)).toBeLessThanOrEqual(few)
})

it('organizations whose unpaid subscription cannot be read do not hold up one behind them', async () => {
  const { stripe, subscribe, rows, desk } = await openSubscriber(db, 'owes')
  await subscribe(team)
  const now = desk.harness.now()
  await ownerSql`
    update stripe_subscriptions set past_due_since = ${now.toString()}::timestamptz - interval '2 days',
           read_at = ${now.toString()}::timestamptz - interval '2 days' where org_id = 'owes'`
  await ownerSql`
    insert into stripe_subscriptions
    select (jsonb_populate_record(s, jsonb_build_object('org_id', 'unread-' || n,
             'past_due_since', s.past_due_since - interval '1 day'))).*
      from stripe_subscriptions s, generate_series(1, 250) n where org_id = 'owes'`
  const read = async () => (await rows()).every(({ pastDueSince }) => pastDueSince === null)
  expect(await rounds((ctx) => keepDunning(ctx, stripe, () => {}), read, now)).toBeLessThanOrEqual(few)
})
