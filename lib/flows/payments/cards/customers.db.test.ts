import { expect, it } from 'vitest'
import { findAccount } from '@/db/queries/accounts'
import { findCardFile } from '@/db/queries/cards'
import { deliver } from '@/db/testing/card-payments'
import { preparePlatform } from '@/db/testing/fixtures'
import { testDatabase } from '@/db/testing/test-database'
import { openPayingOrg } from '@/lib/flows/payments/testing/paying-org'

const { db } = await testDatabase()
await preparePlatform(db)

it('another customer that names the org replaces nothing on file, whatever becomes of it', async () => {
  const { org, desk, customer, saveCard, told } = await openPayingOrg(db, 'double')
  await saveCard()
  const kept = await customer()
  const other = await desk.harness.stripe.customers.create({ metadata: { org } })
  const method = await desk.harness.stripe.paymentMethods.attach('pm_card_mastercard', { customer: other.id })
  await desk.harness.stripe.customers.update(other.id, { invoice_settings: { default_payment_method: method.id } })
  await told()
  expect(await customer()).toBe(kept)
  await desk.harness.stripe.customers.del(other.id)
  await told()
  expect(await findCardFile(db, org)).toMatchObject({ stripeCustomerId: kept, cards: [{ last4: '4242' }] })
  expect((await findAccount(db, org))?.account.card).toBe(true)
})

it('an org whose customer was deleted at Stripe has a new one at once, and old events take nothing from that', async () => {
  const { org, ctx, desk, stripe, customer, saveCard, buy, left } = await openPayingOrg(db, 'deleted')
  for (let time = 0; time < 3; time += 1) {
    await saveCard()
    await desk.harness.stripe.customers.del(await customer())
    for (const event of await desk.webhooks('customer.deleted')) await deliver(ctx, stripe, event)
    expect(await customer()).toBe('')
  }
  await saveCard()
  await buy()
  for (const event of await desk.webhooks('customer.deleted')) await deliver(ctx, stripe, event)
  expect(await findCardFile(db, org)).toMatchObject({ cards: [{ last4: '4242' }] })
  expect(await left()).toBe(20n)
})
