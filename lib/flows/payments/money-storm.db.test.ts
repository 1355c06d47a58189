import { expect, it } from 'vitest'
import { findBooks } from '@/db/queries/books'
import { listDisputes } from '@/db/queries/disputes'
import { listPurchases } from '@/db/queries/packs'
import { listPurchaseGrants } from '@/db/queries/purchase-grants'
import { listOrgRefunds } from '@/db/queries/refunds'
import { cards, deliver } from '@/db/testing/card-payments'
import { admin, contextOf, preparePlatform, today } from '@/db/testing/fixtures'
import { randomOf, shuffled } from '@/db/testing/random'
import { testDatabase } from '@/db/testing/test-database'
import { effectOf } from '@/lib/core/funding/dispute'
import { minor } from '@/lib/core/money/amount'
import { settleCredit } from '@/lib/flows/payments/credit/settle-purchase'
import { startPurchase } from '@/lib/flows/payments/credit/start-purchase'
import { keepRecharges } from '@/lib/flows/payments/recharge/keep-recharges'
import { saveRecharge } from '@/lib/flows/payments/recharge/save-recharge'
import { keepRefunds } from '@/lib/flows/payments/refunds/keep-refunds'
import { refundPurchase } from '@/lib/flows/payments/refunds/refund-purchase'
import { openPayingOrg } from '@/lib/flows/payments/testing/paying-org'
import { Refusal } from '@/lib/platform/errors'
import type { StripeGateway } from '@/lib/stripe/gateway'
import { size } from '@/lib/testing/size'

const { db } = await testDatabase()
await preparePlatform(db)

type Random = (below: number) => number

const died = new Error('the process died')

/** A process that dies around a call to Stripe now and then: before it, or after it with its answer. */
const dying = (stripe: StripeGateway, random: Random): StripeGateway =>
  new Proxy(stripe, {
    get: (gateway, name, receiver) => {
      const own: unknown = Reflect.get(gateway, name, receiver)
      if (typeof own !== 'function' || name === 'verifyEvent') return own
      return async (...given: unknown[]) => {
        const fate = random(8)
        if (fate === 0) throw died
        const answer: unknown = await own(...given)
        if (fate === 1) throw died
        return answer
      }
    },
  })

const offered = [cards.good, cards.good, cards.disputes, cards.declined, '4000000000005126', '4000000000007726']

const open = async (name: string, seed: number) => {
  const draw = randomOf(seed)
  const random: Random = (below) => Math.floor(draw() * below)
  const org = await openPayingOrg(db, name)
  await org.saveCard(random(3) === 0 ? cards.disputes : cards.good)
  const stripe = dying(org.stripe, random)
  const byAdmin = contextOf(db, admin)
  const later = { ...contextOf(db), now: today.add({ minutes: 5 }) }
  // What failed and waits is due again by then.
  const nextDay = { ...contextOf(db), now: today.add({ hours: 24 }) }
  let requests = 0
  const someone = async () => {
    const paid = (await listPurchases(db, name)).filter(({ paidAt }) => paidAt !== null)
    return paid[random(Math.max(1, paid.length))] ?? null
  }
  const tell = async () => {
    const events = await org.desk.webhooks()
    const some = shuffled(events, draw).filter(() => random(2) === 0)
    await Promise.allSettled(some.map((event) => deliver(org.ctx, stripe, event)))
  }
  const steps: (() => Promise<unknown>)[] = [
    async () => {
      const order = { amount: minor(BigInt(500 + random(3) * 750)) }
      const { checkoutId, clientSecret } = await startPurchase(org.ctx, stripe, name, order)
      await org.desk.pay(clientSecret, offered[random(offered.length)])
      return settleCredit(org.ctx, stripe, name, checkoutId)
    },
    async () => {
      const purchase = await someone()
      if (!purchase) return
      requests += 1
      const order = { refundId: `req-${requests}`, amount: minor(BigInt(1 + random(900))), reason: 'asked for' }
      const clicks = [0, 1].map(() => refundPurchase(byAdmin, stripe, name, purchase.purchaseId, order))
      for (const { status, ...end } of await Promise.allSettled(clicks))
        if (status === 'rejected') throw (end as { reason: unknown }).reason
    },
    async () => {
      const payment_intent = (await someone())?.paymentIntentId
      if (payment_intent)
        await org.desk.harness.stripe.refunds.create({ payment_intent, amount: 1 + random(400) }).catch(() => null)
    },
    () => org.decide(random(2) === 0 ? 'winning_evidence' : 'losing_evidence').catch(() => null),
    () => org.use(1 + random(4)),
    () => Promise.all([keepRecharges(later, stripe), keepRecharges(later, stripe)]),
    () => Promise.all([keepRefunds(later, stripe), keepRefunds(later, stripe)]),
    () =>
      saveRecharge(org.ctx, stripe, name, {
        enabled: random(3) > 0,
        threshold: minor(BigInt(random(3) * 300)),
        amount: minor(1_000n),
        monthlyCap: minor(5_000n),
      }),
    tell,
    tell,
  ]
  const step = async () => {
    try {
      await steps[random(steps.length)]?.()
    } catch (error) {
      if (error !== died && !(error instanceof Refusal)) throw error
    }
  }
  /** Stripe is well again, tells everything, and what was left undone is done. */
  const calm = async () => {
    for (let round = 0; round < 3; round += 1) {
      for (const event of await org.desk.webhooks()) {
        // What came before its own purchase is told again.
        await deliver(org.ctx, org.stripe, event).catch((error: unknown) => {
          if (round > 0 || !(error instanceof Refusal) || error.code !== 'unavailable') throw error
        })
      }
      await keepRefunds(nextDay, org.stripe)
      await keepRecharges(nextDay, org.stripe)
    }
  }
  return { ...org, name, step, calm }
}

type Org = Awaited<ReturnType<typeof open>>

/** Every payment at Stripe is one paid purchase, and every refund there that did not fail is one of ours: to the cent. */
const moneyOf = async ({ name, desk: { harness } }: Org) => {
  const payments = (await harness.stripe.paymentIntents.list({ limit: 100 })).data
  const made = (await harness.stripe.refunds.list({ limit: 100 })).data.filter(({ status }) => status !== 'failed')
  const purchases = (await listPurchases(db, name)).filter(({ paidAt }) => paidAt !== null)
  const refunds = (await listOrgRefunds(db, name)).filter(({ status }) => status !== 'failed')
  return {
    there: {
      payments: payments
        .filter(({ status }) => status === 'succeeded')
        .map(({ id, amount }) => `${id} ${amount}`)
        .sort(),
      refunds: made.map(({ id, amount, status }) => `${id} ${amount} ${status}`).sort(),
    },
    here: {
      payments: purchases.map(({ paymentIntentId, price }) => `${paymentIntentId} ${price}`).sort(),
      refunds: refunds.map(({ stripeRefundId, amount, status }) => `${stripeRefundId} ${amount} ${status}`).sort(),
    },
  }
}

/** No credit is left for money that went back, and none is gone for money that stayed. */
const checkCredit = async ({ name }: Org): Promise<void> => {
  const [purchases, refunds, disputes] = [
    await listPurchases(db, name),
    await listOrgRefunds(db, name),
    await listDisputes(db, name),
  ]
  let owned = 0
  for (const { purchaseId, grantId, price, credit } of purchases) {
    if (grantId === null) continue
    const own = refunds.filter((refund) => refund.purchaseId === purchaseId && refund.status !== 'failed')
    expect(own.reduce((total, { amount }) => total + amount, 0n)).toBeLessThanOrEqual(price)
    const shared = own.reduce((total, { share }) => total + share, 0n)
    const taken = own.reduce((total, refund) => total + (refund.taken ?? 0n), 0n)
    const grants = await listPurchaseGrants(db, name, grantId)
    const left = grants.reduce((total, { remaining }) => total + remaining, 0n)
    const dispute = disputes.find((each) => each.purchaseId === purchaseId)
    const frozen = dispute ? (dispute.taken ?? 0n) - dispute.returned : 0n
    expect(left).toBeLessThanOrEqual(dispute && effectOf(dispute.status) === 'freeze' ? 0n : credit - shared)
    const [{ used } = { used: '' }] = await db.$client<{ used: string }[]>`
      select coalesce(sum(used), 0)::text as used from credit_grants
       where org_id = ${name} and grant_id in ${db.$client(grants.map(({ grant }) => grant))}`
    expect(left + taken + frozen + BigInt(used.replace('.', ''))).toBe(credit)
    owned += grants.length
  }
  expect((await findBooks(db, name)).grants).toHaveLength(owned)
}

it.each(Array.from({ length: size(6) }, (_, place) => place + 1))(
  'whatever is bought, spent, refunded and disputed while processes die, money and credit agree at last (%s)',
  async (seed) => {
    const org = await open(`storm-${seed}`, seed)
    for (let round = 0; round < 14; round += 1) await Promise.all([org.step(), org.step(), org.step()])
    await org.calm()
    const { here, there } = await moneyOf(org)
    expect(here).toEqual(there)
    await checkCredit(org)
    expect(await org.differences()).toEqual([])
  },
)
