import { describe, expect, it } from 'vitest'
import type { BillingConfig } from '@/db/commands/settings'
import { listAlerts } from '@/db/queries/alerts'
import { findInvoiceCharge } from '@/db/queries/invoice-charges'
import { findInvoice, listPayments } from '@/db/queries/invoices'
import { listRetries } from '@/db/queries/retries'
import { cards, deliver, openCardDesk } from '@/db/testing/card-payments'
import {
  admin,
  contextOf,
  issueFor,
  makeInvoice,
  makeOrg,
  makeUsage,
  payer,
  preparePlatform,
  today,
} from '@/db/testing/fixtures'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { minor } from '@/lib/core/money/amount'
import { lookForAlerts } from '@/lib/flows/alerts/look-for-alerts'
import { settleCards } from '@/lib/flows/payments/cards/settle-card-checkout'
import { startCardCheckout } from '@/lib/flows/payments/cards/start-card-checkout'
import { markInvoicePaid } from '@/lib/flows/payments/mark-invoice-paid'
import { startCheckout } from '@/lib/flows/payments/start-checkout'
import { losingCharges } from '@/lib/flows/payments/testing/paying-org'
import { Refusal } from '@/lib/platform/errors'
import { customerInvoice } from '@/lib/reads/customer-invoice'
import type { StripeGateway } from '@/lib/stripe/gateway'
import { keepInvoiceCharges } from './keep-invoice-charges'

const { db, ownerSql } = await testDatabase()
await preparePlatform(db)

const asking = 'pm_card_authenticationRequired'

/** Has the only customer of a Stripe pay with a card that wants to be confirmed each time. */
const payWithAskingCard = async ({ harness: { stripe } }: ReturnType<typeof openCardDesk>): Promise<void> => {
  const customer = (await stripe.customers.list({ limit: 1 })).data[0]?.id ?? ''
  const { id } = await stripe.paymentMethods.attach(asking, { customer })
  await stripe.customers.update(customer, { invoice_settings: { default_payment_method: id } })
}

/** An org that pays by card, with a card, and an invoice of 5.41 that was just issued. */
const open = async (org: string, card: string = cards.good, over: Partial<BillingConfig> = {}) => {
  await makeOrg(db, org, over)
  await makeUsage(db, org)
  const desk = openCardDesk()
  const ctx = contextOf(db, payer(org))
  const { clientSecret } = await startCardCheckout(ctx, desk.stripe, org)
  await desk.pay(clientSecret, card === asking ? cards.good : card)
  await settleCards(ctx, desk.stripe, org)
  if (card === asking) await payWithAskingCard(desk)
  for (const event of await desk.webhooks('customer.updated')) await deliver(ctx, desk.stripe, event)
  const { invoiceId, number } = await issueFor(contextOf(db), org, '2026-10')
  return {
    org,
    ctx,
    desk,
    stripe: desk.stripe,
    invoiceId,
    number,
    keep: (through: StripeGateway = desk.stripe, now = today) =>
      keepInvoiceCharges(contextOf(db, { kind: 'system', name: 'charges' }, now), through),
    charge: () => findInvoiceCharge(db, org, invoiceId),
    invoice: () => findInvoice(db, org, invoiceId),
    intents: async () =>
      (await desk.harness.stripe.paymentIntents.list({ limit: 100 })).data.map(({ status, amount }) => [
        status,
        amount,
      ]),
    payments: async () =>
      (await listPayments(db, org, invoiceId)).map(({ via, amount, appliedTo }) => [via, amount, appliedTo]),
  }
}

describe('an invoice of an organization that pays by card and saved one', () => {
  it('is charged after it was issued, once, however many processes look', async () => {
    const { keep, charge, invoice, intents, payments } = await open('charged')
    expect(await intents()).toEqual([])
    await Promise.all(Array.from({ length: 8 }, () => keep()))
    await keep()
    expect(await intents()).toEqual([['succeeded', 541]])
    expect(await payments()).toEqual([['card', 541n, 'invoice']])
    expect(await invoice()).toMatchObject({ paidVia: 'card', paidAmount: 541n, paidOn: '2026-11-21' })
    expect(await charge()).toMatchObject({ outcome: 'paid', amount: 541n, cardLast4: '4242', failure: '' })
  })

  it('is charged once if the process dies after Stripe charged, and the payment is recorded by the next look', async () => {
    const { keep, invoice, intents, payments, stripe, charge } = await open('lost')
    await keep(losingCharges(stripe))
    expect(await charge()).toMatchObject({ outcome: null, amount: 541n })
    const later = today.add({ seconds: 60 })
    await Promise.all([keep(stripe, later), keep(stripe, later), keep(stripe, later)])
    expect(await intents()).toEqual([['succeeded', 541]])
    expect(await payments()).toEqual([['card', 541n, 'invoice']])
    expect((await invoice())?.paidAt).not.toBeNull()
  })

  it('is charged once if Stripe forgot the key meanwhile', async () => {
    const { keep, intents, stripe, payments } = await open('forgotten')
    await keep(losingCharges(stripe))
    await ownerSql`update invoice_charges set fixed_at = fixed_at - interval '30 hours' where org_id = 'forgotten'`
    await keep(
      { ...stripe, chargeOffSession: () => Promise.reject(new Error('charged again')) },
      today.add({ hours: 1 }),
    )
    expect(await intents()).toEqual([['succeeded', 541]])
    expect(await payments()).toHaveLength(1)
  })

  it('is settled by whichever of webhooks and the job comes first, in any order', async () => {
    const { ctx, keep, desk, stripe, payments, charge } = await open('told')
    await keep(losingCharges(stripe))
    const events = await desk.webhooks()
    await Promise.all([...events, ...events].reverse().map((event) => deliver(ctx, stripe, event)))
    expect(await charge()).toMatchObject({ outcome: 'paid' })
    await keep(stripe, today.add({ seconds: 60 }))
    expect(await payments()).toHaveLength(1)
  })

  it('is charged however late the job comes to it', async () => {
    const { keep, intents, stripe } = await open('late')
    await keep(stripe, today.add({ hours: 100 }))
    expect(await intents()).toEqual([['succeeded', 541]])
  })

  it('is charged what is open when a part came in before', async () => {
    const { org, invoiceId, stripe, keep, intents, invoice } = await open('part')
    const part = { amount: minor(200n), paidOn: '2026-11-21', reference: 'part' }
    await markInvoicePaid(contextOf(db), stripe, org, invoiceId, part)
    await keep()
    expect(await intents()).toEqual([['succeeded', 341]])
    expect(await invoice()).toMatchObject({ paidAmount: 541n, paidVia: 'card' })
  })

  it('is not charged if it was paid otherwise before', async () => {
    const { org, invoiceId, stripe, keep, intents, charge } = await open('paid-before')
    await markInvoicePaid(contextOf(db), stripe, org, invoiceId, { paidOn: '2026-11-21', reference: 'bank' })
    await keep()
    expect(await intents()).toEqual([])
    expect(await charge()).toMatchObject({ outcome: 'not_needed' })
  })

  it('cannot be paid in a form while its card is being charged', async () => {
    const { org, ctx, invoiceId, stripe, keep } = await open('form')
    expect(await codeOf(startCheckout(ctx, stripe, org, invoiceId))).toBe('already_paid')
    await keep()
    expect(await codeOf(startCheckout(ctx, stripe, org, invoiceId))).toBe('already_paid')
  })

  it('is charged what the same call asked for, also if a part comes in between two attempts', async () => {
    const { org, invoiceId, stripe, keep, intents, payments } = await open('between')
    await keep(losingCharges(stripe))
    const part = { amount: minor(200n), paidOn: '2026-11-21', reference: 'part' }
    await markInvoicePaid(contextOf(db), stripe, org, invoiceId, part)
    await keep(stripe, today.add({ seconds: 60 }))
    expect(await intents()).toEqual([['succeeded', 541]])
    expect(await payments()).toEqual([
      ['bank', 200n, 'invoice'],
      ['card', 541n, 'invoice'],
    ])
  })
})

describe('a card that is not charged', () => {
  it.each([
    ['declined', cards.savedThenDeclined, 'generic_decline'],
    ['to be confirmed', asking, 'authentication_required'],
  ])('because it was %s is not tried again, and the invoice can be paid in the form', async (name, card, failure) => {
    const org = name.replaceAll(' ', '-')
    const { ctx, invoiceId, stripe, keep, charge, invoice, intents } = await open(org, card)
    for (const seconds of [0, 60, 3600]) await keep(stripe, today.add({ seconds }))
    expect(await charge()).toMatchObject({ outcome: 'failed', failure })
    expect(await intents()).toHaveLength(1)
    expect((await invoice())?.paidAt).toBeNull()
    expect(await codeOf(startCheckout(ctx, stripe, org, invoiceId))).toBe('ok')
  })

  it('because it was removed meanwhile is said so, and nothing is asked of Stripe', async () => {
    const { org, keep, charge, stripe } = await open('removed')
    await keep({ ...stripe, chargeOffSession: () => Promise.reject(new Refusal('stripe_unavailable', 'Away.')) })
    await ownerSql`delete from org_cards where org_id = ${org}`
    await keep(stripe, today.add({ seconds: 60 }))
    expect(await charge()).toMatchObject({ outcome: 'failed', failure: 'no_card' })
  })

  it('because Stripe cannot be reached stays under way, is listed, and is charged later', async () => {
    const { org, keep, charge, stripe, intents } = await open('away')
    const away = { ...stripe, chargeOffSession: () => Promise.reject(new Refusal('stripe_unavailable', 'Away.')) }
    await keep(away)
    expect(await charge()).toMatchObject({ outcome: null })
    const { rows } = await listRetries(db, today, 100)
    expect(rows.filter(({ orgId }) => orgId === org)).toMatchObject([{ kind: 'invoice_charge', error: 'Away.' }])
    await keep(stripe, today.add({ seconds: 60 }))
    expect(await intents()).toEqual([['succeeded', 541]])
  })

  it('because Stripe will not take it is given up with a reason, and blocks no other', async () => {
    const { ctx, org, invoiceId, keep, charge, stripe, desk } = await open('will-not')
    const wrong = {
      ...stripe,
      chargeOffSession: (input: Parameters<StripeGateway['chargeOffSession']>[0]) =>
        stripe.chargeOffSession({ ...input, currency: 'XYZ' }),
    }
    await keep(wrong)
    expect(await charge()).toMatchObject({ outcome: 'failed', failure: 'provider_refused' })
    expect((await desk.harness.stripe.paymentIntents.list()).data).toEqual([])
    expect(await codeOf(startCheckout(ctx, stripe, org, invoiceId))).toBe('ok')
  })
})

it('a decline is told once by e-mail, and the page of the invoice says why', async () => {
  const { org, ctx, invoiceId, keep } = await open('mailed', cards.savedThenDeclined)
  const look = () => lookForAlerts(contextOf(db, admin, today.add({ minutes: 1 })), () => expect.unreachable())
  expect(await customerInvoice(ctx, org, invoiceId)).toMatchObject({
    payable: false,
    payment: { charge: { state: 'under_way', amount: null } },
  })
  await keep()
  for (let round = 0; round < 3; round += 1) await look()
  const told = (await listAlerts(db, org, 10)).filter(({ kind }) => kind === 'invoice_charge')
  expect(told).toMatchObject([{ says: { invoice: invoiceId, amount: '5.41', failure: 'generic_decline' } }])
  expect(await customerInvoice(ctx, org, invoiceId)).toMatchObject({
    payable: true,
    payment: { charge: { state: 'failed', last4: '0341', on: '2026-11-21', failure: 'other' } },
  })
})

describe('nothing changes', () => {
  it('without a card, or for an organization that pays by invoice', async () => {
    const { invoiceId } = await makeInvoice(db, 'cardless')
    expect(await findInvoiceCharge(db, 'cardless', invoiceId)).toBeNull()
    const { charge, keep, intents } = await open('by-post', cards.good, { payBy: 'invoice' })
    expect(await charge()).toBeNull()
    await keep()
    expect(await intents()).toEqual([])
  })
})
