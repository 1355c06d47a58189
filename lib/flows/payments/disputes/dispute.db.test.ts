import { describe, expect, it } from 'vitest'
import { findBooks } from '@/db/queries/books'
import { listDisputes } from '@/db/queries/disputes'
import { findRecharge } from '@/db/queries/recharge'
import { cards, deliver, openCardDesk } from '@/db/testing/card-payments'
import { contextOf, machine, payer, preparePlatform, usageEvent } from '@/db/testing/fixtures'
import { makeFunded } from '@/db/testing/funds'
import { testDatabase } from '@/db/testing/test-database'
import { minor } from '@/lib/core/money/amount'
import { settleCredit } from '@/lib/flows/payments/credit/settle-purchase'
import { startPurchase } from '@/lib/flows/payments/credit/start-purchase'
import { saveRecharge } from '@/lib/flows/payments/recharge/save-recharge'
import { refundPurchase } from '@/lib/flows/payments/refunds/refund-purchase'
import { openPayingOrg } from '@/lib/flows/payments/testing/paying-org'
import { recordUsageBatch } from '@/lib/flows/usage/record-usage-batch'

const { db, ownerSql } = await testDatabase()
await preparePlatform(db)
const unit = 10n ** 12n

/** Credit of 20.00 bought with a card whose holder disputes it; `use` of it is spent before anybody is told. */
const open = async (org: string, use = 0) => {
  await makeFunded(db, org, 'prepaid')
  const desk = openCardDesk()
  const ctx = contextOf(db, payer(org))
  const { checkoutId, clientSecret } = await startPurchase(ctx, desk.stripe, org, { amount: minor(2_000n) })
  await desk.pay(clientSecret, cards.disputes)
  await settleCredit(ctx, desk.stripe, org, checkoutId)
  if (use > 0) {
    const event = usageEvent(org, { quantity: String(use * 20), at: '2026-11-21T09:00:00Z' })
    await recordUsageBatch(contextOf(db, machine()), [event])
  }
  const told = async () => {
    for (const event of await desk.webhooks()) await deliver(ctx, desk.stripe, event)
  }
  const left = async () =>
    (await findBooks(db, org)).grants.reduce((total, { remaining }) => total + remaining, 0n) / unit
  const decide = async (evidence: string) => {
    const [dispute] = (await desk.harness.stripe.disputes.list({ limit: 1 })).data
    await desk.harness.stripe.disputes.update(dispute?.id ?? '', {
      evidence: { uncategorized_text: evidence },
      submit: true,
    })
  }
  return { org, desk, ctx, told, left, decide }
}

describe('a disputed recharge', () => {
  const on = { enabled: true, threshold: minor(500n), amount: minor(2_000n), monthlyCap: null } as const

  it('is followed by no other: the card of a holder who disputes a charge is not charged again by itself', async () => {
    const { org, ctx, stripe, saveCard, told, keep, charges, left, differences } = await openPayingOrg(db, 'loop')
    await saveCard(cards.disputes)
    await saveRecharge(ctx, stripe, org, on)
    for (let time = 0; time < 3; time += 1) {
      await told()
      await keep()
    }
    expect(await charges()).toEqual(['succeeded'])
    expect(await left()).toBe(0n)
    expect(await findRecharge(db, org)).toMatchObject({ enabled: false, lastFailure: 'disputed' })
    expect(await differences()).toEqual([])
  })

  it('leaves it to the customer to be charged again, whatever becomes of the dispute and however often it is told', async () => {
    const { org, ctx, stripe, saveCard, told, decide, left } = await openPayingOrg(db, 'again')
    await saveCard(cards.disputes)
    await saveRecharge(ctx, stripe, org, on)
    await told('charge.dispute.created')
    await saveCard()
    await ownerSql`update recharge_settings set enabled = true, last_failure = '' where org_id = ${org}`
    await decide('winning_evidence')
    await told('charge.dispute')
    expect(await findRecharge(db, org)).toMatchObject({ enabled: true, lastFailure: '' })
    expect(await left()).toBe(20n)
  })
})

describe('a disputed payment', () => {
  it('that is won after its credit would have expired gives none back, and says so', async () => {
    const { org, buy, told, decide, left } = await openPayingOrg(db, 'expired')
    await buy(cards.disputes)
    await told()
    await ownerSql`update credit_grants set expires_at = '2026-11-21T09:00:00Z' where org_id = ${org}`
    await decide('winning_evidence')
    await told()
    expect(await left()).toBe(0n)
    expect(await listDisputes(db, org)).toMatchObject([{ status: 'won', taken: 20n * unit, returned: 0n }])
  })

  it('that was refunded in part before loses no credit twice', async () => {
    const { org, stripe, buy, told, left, use, differences } = await openPayingOrg(db, 'partly')
    const made = await buy(cards.disputes)
    await use(4)
    const part = { refundId: 'part', amount: minor(500n), reason: 'asked for' }
    const willing = {
      ...stripe,
      createRefund: async () => ({
        stripeRefundId: 're_1',
        refundId: 'part',
        status: 'succeeded' as const,
        failure: '',
        amountMinor: part.amount,
      }),
    }
    expect((await refundPurchase(contextOf(db), willing, org, made, part)).taken).toBe(5n * unit)
    await told()
    expect(await left()).toBe(0n)
    expect(await listDisputes(db, org)).toMatchObject([{ taken: 11n * unit }])
    expect(await differences()).toEqual([])
  })

  it('freezes the credit it bought, with a trace, and gives it back once it is won', async () => {
    const { org, told, left, decide } = await open('won')
    await told()
    expect(await left()).toBe(0n)
    expect((await findBooks(db, org)).entries.map(({ kind }) => kind).sort()).toEqual(['adjustment', 'topup'])
    await decide('winning_evidence')
    await told()
    await told()
    expect(await left()).toBe(20n)
    expect(await listDisputes(db, org)).toMatchObject([{ status: 'won', taken: 20n * unit, returned: 20n * unit }])
  })

  it('that is lost leaves it taken, and takes no more than was left', async () => {
    const { org, told, left, decide } = await open('lost', 15)
    await told()
    await decide('losing_evidence')
    await told()
    expect(await left()).toBe(0n)
    expect(await listDisputes(db, org)).toMatchObject([{ status: 'lost', taken: 5n * unit, returned: 0n }])
  })

  it('ends alike whatever order its events come in, and however often, all at once', async () => {
    for (let round = 0; round < 6; round += 1) {
      const { org, desk, ctx, left, decide } = await open(`storm-${round}`)
      await decide(round % 2 === 0 ? 'winning_evidence' : 'losing_evidence')
      const events = await desk.webhooks()
      const shuffled = [...events, ...events, ...events]
        .map((event, index) => ({ event, rank: (index * 7919 + round * 104_729) % 1009 }))
        .sort((a, b) => a.rank - b.rank)
      await Promise.all(shuffled.map(({ event }) => deliver(ctx, desk.stripe, event)))
      expect(await left()).toBe(round % 2 === 0 ? 20n : 0n)
      expect(await listDisputes(db, org)).toMatchObject([{ status: round % 2 === 0 ? 'won' : 'lost' }])
    }
  })

  it('that is won while it is being frozen gives everything back', async () => {
    const { desk, ctx, left, decide } = await open('crossing')
    const [created] = await desk.webhooks('charge.dispute.created')
    if (!created) throw new Error('nothing was sent')
    let readings = 0
    const slow = {
      ...desk.stripe,
      readDispute: async (id: string) => {
        const dispute = await desk.stripe.readDispute(id)
        readings += 1
        if (readings === 1) await decide('winning_evidence')
        return dispute
      },
    }
    await deliver(ctx, slow, created)
    expect(readings).toBeGreaterThan(2)
    expect(await left()).toBe(20n)
  })
})
