import { expect, it } from 'vitest'
import { listDisputes } from '@/db/queries/disputes'
import { listPurchases } from '@/db/queries/packs'
import { listOrgRefunds } from '@/db/queries/refunds'
import { cards, deliver } from '@/db/testing/card-payments'
import { preparePlatform } from '@/db/testing/fixtures'
import { withObject } from '@/db/testing/other-snapshots'
import { testDatabase } from '@/db/testing/test-database'
import { minor } from '@/lib/core/money/amount'
import type { StripeGateway } from '@/lib/stripe/gateway'
import { settleCredit } from './credit/settle-purchase'
import { startPurchase } from './credit/start-purchase'
import { saveRecharge } from './recharge/save-recharge'
import { losingCharges, openPayingOrg } from './testing/paying-org'

const { db } = await testDatabase()
await preparePlatform(db)

/** An org that paid 20.00, of which nobody has heard yet; then something happens to the payment. */
const paidUnheard = async (name: string, card: string) => {
  const own = await openPayingOrg(db, name)
  const { clientSecret } = await startPurchase(own.ctx, own.stripe, name, { amount: minor(2_000n) })
  await own.desk.pay(clientSecret, card)
  const [intent] = (await own.desk.harness.stripe.paymentIntents.list({ limit: 1 })).data
  const tell = async (kind: string): Promise<void> => {
    for (const event of await own.desk.webhooks()) {
      if (event.type.startsWith(kind)) await deliver(own.ctx, own.stripe, event)
    }
  }
  return { ...own, intent: intent?.id ?? '', tell }
}

it('a dispute that is told before the payment it is of takes its credit all the same, and fails for nobody', async () => {
  const { org, tell, left, differences } = await paidUnheard('dispute-first', cards.disputes)
  await tell('charge.dispute.created')
  expect(await listDisputes(db, org)).toMatchObject([{ status: 'needs_response', taken: 20n * 10n ** 12n }])
  await tell('')
  expect([await left(), await differences()]).toEqual([0n, []])
})

it('a refund that is told before the payment it is of takes its credit all the same, and fails for nobody', async () => {
  const { org, desk, intent, tell, left, differences } = await paidUnheard('refund-first', cards.good)
  await desk.harness.stripe.refunds.create({ payment_intent: intent, amount: 500 })
  await tell('refund.created')
  expect(await listOrgRefunds(db, org)).toMatchObject([{ status: 'succeeded', amount: 500n }])
  await tell('')
  expect([await left(), await differences()]).toEqual([15n, []])
})

it('a dispute of a recharge whose answer was lost gives and takes its credit, and switches recharges off', async () => {
  const { org, ctx, stripe, saveCard, desk, left, keep, charges } = await openPayingOrg(db, 'recharge-first')
  await saveCard(cards.disputes)
  const terms = { enabled: true, threshold: minor(500n), amount: minor(2_000n), monthlyCap: null }
  await expect(saveRecharge(ctx, losingCharges(stripe), org, terms)).rejects.toThrow('lost')
  for (const event of await desk.webhooks('charge.dispute.created')) await deliver(ctx, stripe, event)
  expect(await listPurchases(db, org)).toMatchObject([{ paidAt: expect.anything() }])
  await keep()
  expect([await left(), await charges()]).toEqual([0n, ['succeeded']])
})

/** A gateway that cannot read sessions: an event that needs one fails. */
const blind = (stripe: StripeGateway): StripeGateway => ({
  ...stripe,
  readCheckout: () => Promise.reject(new Error('asked')),
})

it('the event of a purchase that its page settled asks Stripe for nothing', async () => {
  const { org, ctx, desk, stripe, left } = await openPayingOrg(db, 'page-first')
  const { checkoutId, clientSecret } = await startPurchase(ctx, stripe, org, { amount: minor(2_000n) })
  await desk.pay(clientSecret)
  const [event] = await desk.webhooks('checkout.session.completed')
  if (!event) throw new Error('no event')
  await expect(deliver(ctx, blind(stripe), event)).rejects.toThrow('asked')
  await settleCredit(ctx, stripe, org, checkoutId)
  expect(await deliver(ctx, blind(stripe), event)).toBe('The credit was given.')
  expect(await left()).toBe(20n)
})

it('an event that names a purchase which was paid in another session is read, and is no proof of anything', async () => {
  const { org, ctx, desk, stripe, left } = await openPayingOrg(db, 'other-session')
  const buy = async (cents: bigint) => {
    const opened = await startPurchase(ctx, stripe, org, { amount: minor(cents) })
    await desk.pay(opened.clientSecret)
    return opened.checkoutId
  }
  const settled = await buy(2_000n)
  await settleCredit(ctx, stripe, org, settled)
  const unheard = await buy(3_000n)
  const events = await desk.webhooks('checkout.session.completed')
  const about = events.find(({ body }) => body.includes(unheard))
  if (!about) throw new Error('no event')
  const lying = withObject(about, (object) => ({ ...object, metadata: { org, checkout: settled, purchase: settled } }))
  await expect(deliver(ctx, blind(stripe), lying)).rejects.toThrow('asked')
  expect(await left()).toBe(20n)
  await deliver(ctx, stripe, lying)
  expect(await left()).toBe(50n)
})
