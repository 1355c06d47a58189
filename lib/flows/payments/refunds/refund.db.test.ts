import { describe, expect, it } from 'vitest'
import { findBooks } from '@/db/queries/books'
import { listRefunds } from '@/db/queries/refunds'
import { deliver, openCardDesk } from '@/db/testing/card-payments'
import { admin, contextOf, machine, payer, preparePlatform, today, usageEvent } from '@/db/testing/fixtures'
import { makeFunded } from '@/db/testing/funds'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { minor } from '@/lib/core/money/amount'
import { settleCredit } from '@/lib/flows/payments/credit/settle-purchase'
import { startPurchase } from '@/lib/flows/payments/credit/start-purchase'
import { recordUsageBatch } from '@/lib/flows/usage/record-usage-batch'
import type { StripeGateway } from '@/lib/stripe/gateway'
import { size } from '@/lib/testing/size'
import { keepRefunds } from './keep-refunds'
import { refundPurchase } from './refund-purchase'

const { db } = await testDatabase()
await preparePlatform(db)
const desk = openCardDesk()
const { stripe } = desk
const byAdmin = contextOf(db, admin)
const unit = 10n ** 12n

/** Credit of 20.00 that an org bought. */
const buy = async (org: string) => {
  await makeFunded(db, org, 'prepaid')
  const ctx = contextOf(db, payer(org))
  const { checkoutId, clientSecret } = await startPurchase(ctx, stripe, org, { amount: minor(2_000n) })
  await desk.pay(clientSecret)
  await settleCredit(ctx, stripe, org, checkoutId)
  return checkoutId
}

const order = (refundId: string, amount: bigint) => ({ refundId, amount: minor(amount), reason: 'asked for' })

const booksOf = async (org: string) => {
  const { grants, entries } = await findBooks(db, org)
  const [grant] = grants
  return {
    remaining: grant?.remaining,
    refunded: grant?.refunded,
    entries: entries.map(({ kind, amount }) => `${kind} ${amount / 10n ** 10n}`).sort(),
  }
}

const atStripe = async (org: string) => {
  const { data } = await desk.harness.stripe.refunds.list({ limit: 100 })
  return data.filter(({ metadata }) => metadata?.org === org).map(({ amount }) => amount)
}

describe('a refund', () => {
  it('takes the unused credit back with the money, once for sixteen clicks', async () => {
    const purchase = await buy('full')
    const clicks = await Promise.all(
      Array.from({ length: 16 }, () => refundPurchase(byAdmin, stripe, 'full', purchase, order('ref_1', 2_000n))),
    )
    for (const click of clicks)
      expect(click).toEqual({ status: 'succeeded', failure: '', taken: 20n * unit, spent: 0n })
    expect(await atStripe('full')).toEqual([2_000])
    expect(await booksOf('full')).toEqual({
      remaining: 0n,
      refunded: 20n * unit,
      entries: ['refund -2000', 'topup 2000'],
    })
  })

  it('that was made is only answered from then on, however late it is asked for again', async () => {
    const purchase = await buy('late')
    const first = await refundPurchase(byAdmin, stripe, 'late', purchase, order('ref', 500n))
    const deaf = { ...stripe, createRefund: () => Promise.reject(new Error('made again')) }
    const later = { ...byAdmin, now: today.add({ hours: 50 }) }
    expect(await refundPurchase(later, deaf, 'late', purchase, order('ref', 500n))).toEqual(first)
  })

  it('of the same amount twice is two, and of more than is left is refused', async () => {
    const purchase = await buy('twice')
    await Promise.all(
      ['a', 'b', 'a', 'b'].map((id) => refundPurchase(byAdmin, stripe, 'twice', purchase, order(id, 700n))),
    )
    expect(await atStripe('twice')).toEqual([700, 700])
    expect(await codeOf(refundPurchase(byAdmin, stripe, 'twice', purchase, order('c', 601n)))).toBe('invalid_request')
    expect(await codeOf(refundPurchase(byAdmin, stripe, 'twice', purchase, order('a', 600n)))).toBe(
      'idempotency_mismatch',
    )
    await refundPurchase(byAdmin, stripe, 'twice', purchase, order('c', 600n))
    expect(await booksOf('twice')).toMatchObject({ remaining: 0n, refunded: 20n * unit })
  })

  it('of credit that was spent records what was, and no balance goes below zero', async () => {
    const purchase = await buy('spent')
    await recordUsageBatch(contextOf(db, machine()), [
      usageEvent('spent', { quantity: '300', at: '2026-11-21T09:00:00Z' }),
    ])
    const refunded = await refundPurchase(byAdmin, stripe, 'spent', purchase, order('all', 2_000n))
    expect(refunded).toEqual({ status: 'succeeded', failure: '', taken: 5n * unit, spent: 15n * unit })
    expect(await listRefunds(db, 'spent', purchase)).toMatchObject([{ share: 20n * unit, taken: 5n * unit }])
    expect(await booksOf('spent')).toMatchObject({ remaining: 0n, refunded: 5n * unit })
  })

  it('is for admins, of what was paid', async () => {
    const purchase = await buy('rights')
    expect(
      await codeOf(refundPurchase(contextOf(db, payer('rights')), stripe, 'rights', purchase, order('x', 1n))),
    ).toBe('not_found')
    expect(await codeOf(refundPurchase(byAdmin, stripe, 'rights', 'chk_none', order('x', 1n)))).toBe('not_found')
  })
})

describe('a refund whose answer was lost', () => {
  const losing = (answer: 'before' | 'after'): StripeGateway => ({
    ...stripe,
    createRefund: async (input) => {
      if (answer === 'after') await stripe.createRefund(input)
      throw new Error('lost')
    },
  })

  it.each([
    ['before', 5],
    ['after', 5],
    ['before', 3000],
    ['after', 3000],
  ] as const)('%s Stripe made it is made once, and recorded by itself %s minutes later', async (when, minutes) => {
    const org = `lost-${when}-${minutes}`
    const purchase = await buy(org)
    await expect(refundPurchase(byAdmin, losing(when), org, purchase, order('lost', 500n))).rejects.toThrow('lost')
    const later = { ...contextOf(db), now: today.add({ minutes }) }
    await Promise.all([keepRefunds(later, stripe), keepRefunds(later, stripe)])
    expect(await atStripe(org)).toEqual([500])
    expect(await listRefunds(db, org, purchase)).toMatchObject([{ status: 'succeeded', taken: 5n * unit }])
    expect(await booksOf(org)).toMatchObject({ refunded: 5n * unit })
  })
})

it('a refund that was made at Stripe by hand is recorded once, and its credit taken back', async () => {
  const own = openCardDesk()
  await makeFunded(db, 'by-hand', 'prepaid')
  const ctx = contextOf(db, payer('by-hand'))
  const { checkoutId, clientSecret } = await startPurchase(ctx, own.stripe, 'by-hand', { amount: minor(2_000n) })
  await own.pay(clientSecret)
  await settleCredit(ctx, own.stripe, 'by-hand', checkoutId)
  const [intent] = (await own.harness.stripe.paymentIntents.list({ limit: 1 })).data
  await own.harness.stripe.refunds.create({ payment_intent: intent?.id ?? '', amount: 800 })
  const told = await own.webhooks()
  await Promise.all([...told, ...told].map((event) => deliver(ctx, own.stripe, event)))
  expect(await listRefunds(db, 'by-hand', checkoutId)).toMatchObject([
    { amount: 800n, status: 'succeeded', taken: 8n * unit },
  ])
  expect(await booksOf('by-hand')).toMatchObject({ remaining: 12n * unit, refunded: 8n * unit })
})

it('hundreds of refunds, each clicked twice at once, are made once each', async () => {
  const each = size(50)
  const share = 2_000n / BigInt(each)
  const purchases = await Promise.all(
    Array.from({ length: 10 }, async (_, index) => {
      const org = `many-${index}`
      return { org, purchase: await buy(org) }
    }),
  )
  const clicks = purchases.flatMap(({ org, purchase }) =>
    Array.from(
      { length: each },
      (_, index) => () => refundPurchase(byAdmin, stripe, org, purchase, order(`r${index}`, share)),
    ),
  )
  const queue = clicks.flatMap((click) => [click, click])
  const failures: unknown[] = []
  const work = async () => {
    for (let click = queue.shift(); click; click = queue.shift())
      await click().catch((error: unknown) => failures.push(error))
  }
  await Promise.all(Array.from({ length: 16 }, work))
  expect(failures).toEqual([])
  for (const { org, purchase } of purchases) {
    expect(await listRefunds(db, org, purchase)).toHaveLength(each)
    expect(await booksOf(org)).toMatchObject({ remaining: 0n, refunded: 20n * unit })
  }
})
