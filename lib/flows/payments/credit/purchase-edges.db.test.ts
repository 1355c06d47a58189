import { describe, expect, it } from 'vitest'
import { findBooks } from '@/db/queries/books'
import { findOrg } from '@/db/queries/orgs'
import { listPurchases } from '@/db/queries/packs'
import { deliver } from '@/db/testing/card-payments'
import { config, contextOf, payer, preparePlatform, today } from '@/db/testing/fixtures'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { minor } from '@/lib/core/money/amount'
import { openPayingOrg } from '@/lib/flows/payments/testing/paying-org'
import { publishPrices } from '@/lib/flows/settings/publish-prices'
import { saveOrg } from '@/lib/flows/settings/save-org'
import type { StripeGateway } from '@/lib/stripe/gateway'
import { settleCredit } from './settle-purchase'
import { startPurchase } from './start-purchase'

const { db, ownerSql } = await testDatabase()
await preparePlatform(db)

const order = { amount: minor(2_000n) }
const grantsOf = async (org: string) => (await findBooks(db, org)).grants.length

/** A session of our account that somebody with an API key made, with metadata as ours has it. */
const foreignSession = async (
  org: Awaited<ReturnType<typeof openPayingOrg>>,
  metadata: Record<string, string>,
  amount = 2_000,
  currency = 'chf',
) => {
  const session = await org.desk.harness.stripe.checkout.sessions.create({
    mode: 'payment',
    ui_mode: 'embedded_page',
    redirect_on_completion: 'never',
    line_items: [{ quantity: 1, price_data: { currency, unit_amount: amount, product_data: { name: 'Credit' } } }],
    metadata,
    payment_intent_data: { metadata },
  })
  expect(await org.desk.pay(session.client_secret ?? '')).toBe('paid')
  const [event] = (await org.desk.webhooks('checkout.session.completed')).slice(-1)
  if (!event) throw new Error('nothing was sent')
  return event
}

describe('a process that dies while a form is opened', () => {
  const dying = (stripe: StripeGateway, when: 'before' | 'after'): StripeGateway => ({
    ...stripe,
    createPaymentCheckout: async (input) => {
      if (when === 'after') await stripe.createPaymentCheckout(input)
      throw new Error('died')
    },
  })
  const sessions = async ({ desk }: Awaited<ReturnType<typeof openPayingOrg>>) =>
    (await desk.harness.stripe.checkout.sessions.list({ limit: 10 })).data.length

  it.each(['before', 'after'] as const)(
    '%s Stripe made the session leaves one session to the next click',
    async (when) => {
      const org = await openPayingOrg(db, `died-${when}`)
      await expect(startPurchase(org.ctx, dying(org.stripe, when), org.org, order)).rejects.toThrow('died')
      const { checkoutId, clientSecret } = await startPurchase(org.ctx, org.stripe, org.org, order)
      expect(await sessions(org)).toBe(1)
      await org.desk.pay(clientSecret)
      expect(await settleCredit(org.ctx, org.stripe, org.org, checkoutId)).toEqual({ status: 'paid' })
    },
  )

  it('lets the org buy all the same where its language has changed since, and gives credit for either form', async () => {
    const org = await openPayingOrg(db, 'changed')
    await expect(startPurchase(org.ctx, dying(org.stripe, 'after'), org.org, order)).rejects.toThrow('died')
    const { version = 0 } = (await findOrg(db, org.org, today)) ?? {}
    await saveOrg(contextOf(db), org.org, 'Changed', version, { ...config, language: 'fr' })
    const { checkoutId, clientSecret } = await startPurchase(org.ctx, org.stripe, org.org, order)
    await org.desk.pay(clientSecret)
    expect(await settleCredit(org.ctx, org.stripe, org.org, checkoutId)).toEqual({ status: 'paid' })
    const { data } = await org.desk.harness.stripe.checkout.sessions.list({ limit: 10 })
    const lost = data.find(({ status }) => status === 'open')
    await org.desk.pay(lost?.client_secret ?? '')
    await org.told()
    expect(await grantsOf(org.org)).toBe(2)
  })
})

it('the currency of an org stays while a form is open in it, and may change once that ended', async () => {
  const org = await openPayingOrg(db, 'settled')
  const prices = { effectiveOn: '2020-01-01', note: '', monthlyFee: '0', setupFee: '0', skills: [], meters: [] }
  await publishPrices(contextOf(db), { book: 'euros', currency: 'EUR', expected: 0, prices })
  const toEuros = async () => {
    const { version = 0 } = (await findOrg(db, 'settled', today)) ?? {}
    return codeOf(saveOrg(contextOf(db), 'settled', 'Settled', version, { ...config, priceBook: 'euros' }))
  }
  const { checkoutId } = await startPurchase(org.ctx, org.stripe, 'settled', order)
  expect(await toEuros()).toBe('currency_fixed')
  org.desk.harness.advance(25 * 3600)
  expect(await settleCredit(org.ctx, org.stripe, 'settled', checkoutId)).toEqual({ status: 'ended' })
  expect(await toEuros()).toBe('ok')
})

describe('a paid session', () => {
  it('for a purchase that was paid with another payment gives nothing more, and fails until somebody looks', async () => {
    const org = await openPayingOrg(db, 'twice')
    const purchase = await org.buy()
    const event = await foreignSession(org, { org: org.org, purchase, checkout: purchase })
    await expect(deliver(org.ctx, org.stripe, event)).rejects.toThrow(`${purchase} was paid twice`)
    expect(await ownerSql`select state from stripe_events where event_id = ${event.id}`).toMatchObject([
      { state: 'failing' },
    ])
    expect(await grantsOf(org.org)).toBe(1)
    await org.told('payment_intent.')
  })

  it('paid twice at once gives credit once, and one of the two fails', async () => {
    const org = await openPayingOrg(db, 'at-once')
    const { checkoutId } = await startPurchase(org.ctx, org.stripe, org.org, order)
    const metadata = { org: org.org, purchase: checkoutId, checkout: checkoutId }
    const events = [await foreignSession(org, metadata), await foreignSession(org, metadata)]
    const ends = await Promise.allSettled(events.map((event) => deliver(org.ctx, org.stripe, event)))
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await grantsOf(org.org)).toBe(1)
  })

  it.each([
    ['of another amount', 1_999, 'chf'],
    ['of more than was agreed', 2_001, 'chf'],
    ['in another currency', 2_000, 'eur'],
  ])('%s gives nothing, and fails until somebody looks', async (name, amount, currency) => {
    const org = await openPayingOrg(db, name.replaceAll(' ', '-'))
    const { checkoutId } = await startPurchase(org.ctx, org.stripe, org.org, order)
    const metadata = { org: org.org, purchase: checkoutId, checkout: checkoutId }
    const event = await foreignSession(org, metadata, amount, currency)
    await expect(deliver(org.ctx, org.stripe, event)).rejects.toThrow('not as agreed')
    expect(await grantsOf(org.org)).toBe(0)
    expect(await listPurchases(db, org.org)).toMatchObject([{ paidAt: null }])
  })

  it('that names one org and the purchase of another gives neither of them anything', async () => {
    const mine = await openPayingOrg(db, 'mine')
    const theirs = await openPayingOrg(db, 'theirs')
    const { checkoutId } = await startPurchase(theirs.ctx, theirs.stripe, 'theirs', order)
    const event = await foreignSession(mine, { org: 'mine', purchase: checkoutId, checkout: checkoutId })
    expect(await codeOf(deliver(mine.ctx, mine.stripe, event))).toBe('unavailable')
    expect(await grantsOf('mine')).toBe(0)
    expect(await grantsOf('theirs')).toBe(0)
    expect(await codeOf(settleCredit(contextOf(db, payer('mine')), mine.stripe, 'mine', checkoutId))).toBe('not_found')
  })
})
