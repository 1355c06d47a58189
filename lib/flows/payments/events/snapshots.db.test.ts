import { describe, expect, it } from 'vitest'
import { findInvoice } from '@/db/queries/invoices'
import { findPurchaseTerms } from '@/db/queries/packs'
import { cards, deliver, openCardDesk } from '@/db/testing/card-payments'
import { contextOf, makeInvoice, payer, preparePlatform } from '@/db/testing/fixtures'
import { inAnotherVersion, withLies } from '@/db/testing/other-snapshots'
import { testDatabase } from '@/db/testing/test-database'
import { minor } from '@/lib/core/money/amount'
import { startPurchase } from '@/lib/flows/payments/credit/start-purchase'
import { startCheckout } from '@/lib/flows/payments/start-checkout'
import { startSubscription } from '@/lib/flows/payments/subscriptions/start-subscription'
import { openSubscriber, prepareOffers, team } from '@/lib/flows/payments/subscriptions/testing/subscriber'
import { openPayingOrg } from '@/lib/flows/payments/testing/paying-org'

const { db, ownerSql } = await testDatabase()
await preparePlatform(db)
await prepareOffers(db)

const failing = async () =>
  (await ownerSql`select type, sentence from stripe_events where state = 'failing'`).map((row) => ({ ...row }))

describe.each([
  ['another-version', inAnotherVersion],
  ['lies', withLies],
])('events whose snapshots are of %s', (name, change) => {
  it('give the credit of what was paid, take it for a dispute and give it back', async () => {
    const { org, ctx, desk, stripe, decide, left } = await openPayingOrg(db, `credit-${name}`)
    const { checkoutId, clientSecret } = await startPurchase(ctx, stripe, org, { amount: minor(2_000n) })
    const tell = async () => {
      for (const event of await desk.webhooks()) await deliver(ctx, stripe, change(event))
    }
    await tell()
    expect(await left()).toBe(0n)
    await desk.pay(clientSecret, cards.disputes)
    await tell()
    expect((await findPurchaseTerms(db, org, checkoutId))?.paidAt).not.toBeNull()
    expect(await left()).toBe(0n)
    await decide('winning_evidence')
    await tell()
    expect(await left()).toBe(20n)
    const intent = (await findPurchaseTerms(db, org, checkoutId))?.paymentIntentId ?? ''
    expect(intent).toMatch(/^pi_/)
    expect(await failing()).toEqual([])
  })

  it('pay an invoice once it is paid, and not before', async () => {
    const org = `invoice-${name}`
    const desk = openCardDesk()
    const { invoiceId } = await makeInvoice(db, org)
    const ctx = contextOf(db, payer(org))
    const { clientSecret } = await startCheckout(ctx, desk.stripe, org, invoiceId)
    for (const event of await desk.webhooks()) await deliver(ctx, desk.stripe, change(event))
    expect((await findInvoice(db, org, invoiceId))?.paidAt).toBeNull()
    await desk.pay(clientSecret)
    for (const event of await desk.webhooks()) await deliver(ctx, desk.stripe, change(event))
    expect((await findInvoice(db, org, invoiceId))?.paidVia).toBe('card')
    expect(await failing()).toEqual([])
  })

  it('begin, renew and end a subscription as Stripe has it', async () => {
    const { org, ctx, desk, stripe, rows } = await openSubscriber(db, `plan-${name}`)
    const tell = async () => {
      const system = { ...ctx(), actor: { kind: 'system', name: 'stripe' } } as const
      for (const event of await desk.webhooks()) await deliver(system, stripe, change(event))
    }
    const { clientSecret } = await startSubscription(ctx(), stripe, org, team)
    await desk.pay(clientSecret)
    await tell()
    expect(await rows()).toMatchObject([{ name: 'team', status: 'active', price: 4_900n }])
    const [{ subscriptionId, periodEndsAt } = { subscriptionId: '', periodEndsAt: null }] = await rows()
    await desk.harness.stripe.subscriptions.cancel(subscriptionId)
    await tell()
    expect(await rows()).toMatchObject([{ status: 'canceled', periodEndsAt }])
    expect(await failing()).toEqual([])
  })
})
