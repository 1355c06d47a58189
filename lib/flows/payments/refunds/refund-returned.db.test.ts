import { describe, expect, it } from 'vitest'
import { listPurchases } from '@/db/queries/packs'
import { findRecharge } from '@/db/queries/recharge'
import { listRefunds } from '@/db/queries/refunds'
import { admin, contextOf, preparePlatform, today } from '@/db/testing/fixtures'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { minor } from '@/lib/core/money/amount'
import { saveRecharge } from '@/lib/flows/payments/recharge/save-recharge'
import { losingCharges, openPayingOrg } from '@/lib/flows/payments/testing/paying-org'
import type { StripeGateway } from '@/lib/stripe/gateway'
import { refundPurchase } from './refund-purchase'
import { syncRefunds } from './sync-refunds'

const { db } = await testDatabase()
await preparePlatform(db)
const byAdmin = contextOf(db, admin)
const unit = 10n ** 12n
/** The bank sends refunds to this card back some time after they were made. */
const sendsBack = '4000000000005126'
const order = (refundId: string, francs: bigint) => ({ refundId, amount: minor(francs * 100n), reason: 'asked for' })

describe('a refund that the bank sends back', () => {
  it('gives the credit back that it took, once, and can be made again then', async () => {
    const { org, stripe, buy, told, left, differences, use } = await openPayingOrg(db, 'sent-back')
    const purchase = await buy(sendsBack)
    await use(5)
    const made = await refundPurchase(byAdmin, stripe, org, purchase, order('first', 20n))
    expect(made).toMatchObject({ status: 'succeeded', taken: 15n * unit, spent: 5n * unit })
    expect(await left()).toBe(0n)
    for (let time = 0; time < 2; time += 1) await told()
    expect(await left()).toBe(15n)
    expect(await listRefunds(db, org, purchase)).toMatchObject([{ status: 'failed', taken: 0n }])
    await use(3)
    const again = await refundPurchase(byAdmin, stripe, org, purchase, order('second', 20n))
    expect(again).toMatchObject({ status: 'succeeded', taken: 12n * unit, spent: 8n * unit })
    expect(await left()).toBe(0n)
    expect(await differences()).toEqual([])
  })

  it('ends so whichever of its two states is read last', async () => {
    const { org, ctx, stripe, buy, left, desk, differences } = await openPayingOrg(db, 'crossing')
    const purchase = await buy(sendsBack)
    await refundPurchase(byAdmin, stripe, org, purchase, order('crossing', 20n))
    const [intent] = (await desk.harness.stripe.paymentIntents.list({ limit: 1 })).data
    const before = await stripe.listRefunds(intent?.id ?? '')
    expect(before).toMatchObject([{ status: 'succeeded' }])
    await desk.webhooks()
    const stale: StripeGateway = { ...stripe, listRefunds: async () => before }
    const system = { ...ctx, actor: { kind: 'system', name: 'stripe' } } as const
    const paid = { org, purchaseId: purchase, paymentIntentId: intent?.id ?? '' }
    await Promise.all([...[stripe, stale, stripe, stale].map((reader) => syncRefunds(system, reader, paid))])
    await syncRefunds(system, stale, paid)
    expect(await left()).toBe(20n)
    expect(await listRefunds(db, org, purchase)).toMatchObject([{ status: 'failed' }])
    expect(await differences()).toEqual([])
  })

  it('is noticed also where somebody made it at Stripe by hand', async () => {
    const { org, ctx, stripe, buy, told, left, desk } = await openPayingOrg(db, 'hand')
    const purchase = await buy(sendsBack)
    const [intent] = (await desk.harness.stripe.paymentIntents.list({ limit: 1 })).data
    await desk.harness.stripe.refunds.create({ payment_intent: intent?.id ?? '', amount: 800 })
    await syncRefunds({ ...ctx, actor: { kind: 'system', name: 'stripe' } }, stripe, {
      org,
      purchaseId: purchase,
      paymentIntentId: intent?.id ?? '',
    })
    expect(await left()).toBe(12n)
    await told('refund.failed')
    expect(await left()).toBe(20n)
  })
})

it('a refund that had failed before anybody heard of it stands in no other’s way', async () => {
  const { org, stripe, buy, told, left, desk, differences } = await openPayingOrg(db, 'unheard')
  const purchase = await buy(sendsBack)
  const [intent] = (await desk.harness.stripe.paymentIntents.list({ limit: 1 })).data
  await desk.harness.stripe.refunds.create({ payment_intent: intent?.id ?? '' })
  await desk.webhooks()
  await refundPurchase(byAdmin, stripe, org, purchase, order('ours', 20n))
  expect(await left()).toBe(0n)
  await told()
  expect(await left()).toBe(20n)
  expect(await listRefunds(db, org, purchase)).toMatchObject([{ refundId: 'ours', status: 'failed' }])
  expect(await differences()).toEqual([])
})

it('however many refunds are asked for at once, no more goes back than was paid', async () => {
  const { org, stripe, buy, desk, left } = await openPayingOrg(db, 'crowd')
  const purchase = await buy()
  const asked = Array.from({ length: 24 }, (_, index) =>
    codeOf(refundPurchase(byAdmin, stripe, org, purchase, order(`crowd-${index}`, 7n))),
  )
  const codes = await Promise.all(asked)
  expect(codes.filter((code) => code === 'ok')).toHaveLength(2)
  expect(new Set(codes)).toEqual(new Set(['ok', 'invalid_request']))
  const { data } = await desk.harness.stripe.refunds.list({ limit: 100 })
  expect(data.map(({ amount }) => amount)).toEqual([700, 700])
  expect(await left()).toBe(6n)
})

it('a refund after a dispute that was won takes the credit that came back with it', async () => {
  const { org, stripe, buy, told, decide, left, differences } = await openPayingOrg(db, 'won')
  const purchase = await buy('4000000000000259')
  await told()
  await decide('winning_evidence')
  await told()
  expect(await left()).toBe(20n)
  const willing: StripeGateway = {
    ...stripe,
    createRefund: async ({ refundId, amountMinor }) => ({
      stripeRefundId: 're_won',
      refundId,
      status: 'succeeded',
      failure: '',
      amountMinor,
    }),
  }
  const part = await refundPurchase(byAdmin, willing, org, purchase, order('part', 5n))
  expect(part).toMatchObject({ taken: 5n * unit, spent: 0n })
  await refundPurchase(byAdmin, willing, org, purchase, order('rest', 15n))
  expect(await left()).toBe(0n)
  expect(await differences()).toEqual([])
})

describe('a refund of an org that is recharged', () => {
  const on = { enabled: true, threshold: minor(500n), amount: minor(2_000n), monthlyCap: null } as const
  const recharged = async (name: string) => {
    const org = await openPayingOrg(db, name)
    await org.saveCard()
    await saveRecharge(org.ctx, org.stripe, name, on)
    const [recharge] = await listPurchases(db, name)
    return { ...org, recharge: recharge?.purchaseId ?? '' }
  }

  it('is not charged again by itself: what would bring that about switches recharges off', async () => {
    const { org, ctx, stripe, recharge, keep, charges } = await recharged('refunded')
    await refundPurchase(byAdmin, stripe, org, recharge, order('all', 20n))
    for (let time = 0; time < 3; time += 1) await keep()
    expect(await charges()).toHaveLength(1)
    expect(await findRecharge(db, org)).toMatchObject({ enabled: false, lastFailure: 'refunded' })
    await refundPurchase(byAdmin, stripe, org, recharge, order('all', 20n))
    expect(await saveRecharge(ctx, stripe, org, on)).toMatchObject({ charged: { status: 'paid' } })
    await refundPurchase(byAdmin, stripe, org, recharge, order('all', 20n))
    expect(await findRecharge(db, org)).toMatchObject({ enabled: true })
  })

  it('while another recharge is under way takes nothing of that one', async () => {
    const { org, ctx, stripe, recharge, use, keep, charges, left, differences } = await recharged('under-way')
    await use(16)
    await keep(losingCharges(stripe))
    const refunded = await refundPurchase(byAdmin, stripe, org, recharge, order('all', 20n))
    expect(refunded).toMatchObject({ taken: 4n * unit, spent: 16n * unit })
    // A charge whose answer was lost is tried again after a while.
    const later = today.add({ minutes: 1 })
    await keep(stripe, later)
    await keep(stripe, later)
    expect(await charges()).toHaveLength(2)
    expect(await left()).toBe(20n)
    expect(await findRecharge(ctx.db, org)).toMatchObject({ enabled: false, lastFailure: 'refunded' })
    expect(await differences()).toEqual([])
  })

  it('leaves recharges on where enough is left, or nothing of it was', async () => {
    const { org, stripe, recharge, use, keep, charges } = await recharged('partly')
    await refundPurchase(byAdmin, stripe, org, recharge, order('some', 5n))
    expect(await findRecharge(db, org)).toMatchObject({ enabled: true })
    await use(15)
    await refundPurchase(byAdmin, stripe, org, recharge, order('late', 5n))
    await keep()
    expect(await charges()).toHaveLength(2)
    expect(await findRecharge(db, org)).toMatchObject({ enabled: true })
  })
})
