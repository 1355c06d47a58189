import { describe, expect, it } from 'vitest'
import { listDisputeStatuses, listSubscriptionPayments } from '@/db/queries/subscription-payments'
import { cards, deliver } from '@/db/testing/card-payments'
import { admin, contextOf, preparePlatform } from '@/db/testing/fixtures'
import { inAnotherVersion } from '@/db/testing/other-snapshots'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import type { Choice } from '@/lib/core/plans/offer'
import { lookForAlerts } from '@/lib/flows/alerts/look-for-alerts'
import { adminTimeline } from '@/lib/reads/admin-timeline'
import { plansPage } from '@/lib/reads/plans-page'
import { startSubscription } from './start-subscription'
import { openSubscriber, prepareOffers, pro, team } from './testing/subscriber'

const { db, ownerSql } = await testDatabase()
await preparePlatform(db)
await prepareOffers(db)

/** A plan of CHF 1 990.00 a year. */
const yearly: Choice = { product: 'plan', name: 'business', version: 1, billed: 'annual' }

const open = async (org: string, card: string = cards.good, choice: Choice = yearly) => {
  const subscriber = await openSubscriber(db, org)
  const { ctx, desk, stripe } = subscriber
  await subscriber.subscribe(choice, card)
  const { stripe: sdk } = desk.harness
  const intents = async () => (await sdk.paymentIntents.list({ limit: 100 })).data
  return {
    ...subscriber,
    sdk,
    /** Hands over what Stripe told so far: all of it, also what was told before, in an order of the test's. */
    tell: async (
      order: (events: Awaited<ReturnType<typeof desk.webhooks>>) => readonly { body: string; signature: string }[] = (
        all,
      ) => all,
    ) => {
      const system = { ...ctx(), actor: { kind: 'system', name: 'stripe' } } as const
      for (const event of order(await desk.webhooks())) await deliver(system, stripe, event)
    },
    refund: async (amount?: number) => {
      const [intent] = await intents()
      await sdk.refunds.create({ payment_intent: intent?.id ?? '', ...(amount && { amount }) })
    },
    decide: async (how: 'winning_evidence' | 'losing_evidence') => {
      const [dispute] = (await sdk.disputes.list({ limit: 1 })).data
      await sdk.disputes.update(dispute?.id ?? '', { evidence: { uncategorized_text: how }, submit: true })
    },
    payments: async () =>
      (await listSubscriptionPayments(db, org)).map(({ amount, currency, endedAt, returns }) => ({
        amount,
        currency,
        ended: endedAt !== null,
        returns: returns.map(({ kind, status, amount: of }) => `${kind} ${status} ${of}`).sort(),
      })),
    /** What the customer is told by e-mail of money that went back. */
    told: async () => {
      await lookForAlerts({ ...ctx(), actor: { kind: 'system', name: 'alerts' } }, (_, error) => {
        throw error
      })
      const rows = await ownerSql`
        select says from alerts where org_id = ${org} and kind = 'returned' order by raised_at, alert_key`
      return rows.map(({ says: { state, effect, name, amount } }) => ({ state, effect, name, amount }))
    },
    atStripe: async () => (await sdk.subscriptions.list({ status: 'all' })).data.map(({ status }) => status),
  }
}

const paid = { amount: 199_000n, currency: 'CHF', ended: false, returns: [] as string[] }

describe('a payment for a plan', () => {
  it('is recorded once it is paid, however often and in what order Stripe tells', async () => {
    const { tell, payments } = await open('charged')
    await tell((all) => [...all].reverse())
    await tell()
    expect(await payments()).toEqual([paid])
  })

  it('that is disputed keeps the plan; lost, it ends it at once, and the free plan is in force', async () => {
    const { org, ctx, stripe, tell, told, payments, decide, plan, atStripe } = await open('lost', cards.disputes)
    await tell()
    expect(await payments()).toEqual([{ ...paid, returns: ['dispute needs_response 199000'] }])
    expect(await plan()).toMatchObject({ plan: 'business', status: 'active' })
    expect(await listDisputeStatuses(db, 'lost')).toEqual(['needs_response'])
    expect(await codeOf(startSubscription(ctx(), stripe, org, pro))).toBe('payment_disputed')
    expect((await plansPage(ctx(), org)).disputed).toBe(true)
    expect(await told()).toEqual([{ state: 'open', effect: 'blocked', name: 'Business', amount: '1990.00' }])
    await decide('losing_evidence')
    await tell()
    expect(await payments()).toEqual([{ ...paid, ended: true, returns: ['dispute lost 199000'] }])
    expect(await plan()).toMatchObject({ plan: 'free' })
    expect(await atStripe()).toEqual(['canceled'])
    expect(await told()).toEqual([
      { state: 'open', effect: 'blocked', name: 'Business', amount: '1990.00' },
      { state: 'lost', effect: 'ended', name: 'Business', amount: '1990.00' },
    ])
    const asked = { kind: 'payments', before: undefined }
    const { items } = await adminTimeline(contextOf(db, admin, ctx().now), org, asked)
    expect(items.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['plan_charged', 'plan_dispute', 'plan_returned']),
    )
    expect(await codeOf(startSubscription(ctx(), stripe, org, pro))).toBe('ok')
  })

  it('for a tier names the tier by its title', async () => {
    const { tell, told, refund } = await open('titled', cards.good, { ...pro, name: 'pro_plus' })
    await tell()
    await refund()
    await tell()
    expect(await told()).toMatchObject([{ state: 'refunded', name: 'Pro+' }])
  })

  it('that was disputed and won leaves everything as it is, also where the events come the wrong way round', async () => {
    const { tell, payments, decide, plan } = await open('won', cards.disputes)
    await decide('winning_evidence')
    await tell((all) => [...all].reverse())
    expect(await payments()).toEqual([{ ...paid, returns: ['dispute won 199000'] }])
    expect(await plan()).toMatchObject({ plan: 'business', status: 'active' })
  })

  it('that is refunded in part keeps the plan; refunded in whole, it ends it', async () => {
    const { tell, payments, refund, plan, atStripe } = await open('refunded')
    await refund(100_000)
    await tell()
    expect(await payments()).toEqual([{ ...paid, returns: ['refund succeeded 100000'] }])
    expect(await plan()).toMatchObject({ plan: 'business' })
    await refund()
    await tell((all) => [...all, ...all].map(inAnotherVersion))
    expect(await payments()).toMatchObject([
      { ended: true, returns: ['refund succeeded 100000', 'refund succeeded 99000'] },
    ])
    expect(await plan()).toMatchObject({ plan: 'free' })
    expect(await atStripe()).toEqual(['canceled'])
  })

  it('is one of two for the period: a surcharge that is refunded ends nothing, though nobody told of the first', async () => {
    const { desk, sdk, rows, refund, payments, plan, ctx, stripe } = await open('surcharge', cards.good, team)
    const [{ subscriptionId } = { subscriptionId: '' }] = await rows()
    const item = (await sdk.subscriptions.retrieve(subscriptionId)).items.data[0]
    const price = await stripe.ensurePrice({
      ...yearly,
      billed: 'monthly',
      title: 'Business',
      currency: 'CHF',
      price: 19_900n as never,
    })
    await sdk.subscriptions.update(subscriptionId, {
      items: [{ id: item?.id ?? '', price: price.priceId }],
      proration_behavior: 'always_invoice',
    })
    await refund()
    const system = { ...ctx(), actor: { kind: 'system', name: 'stripe' } } as const
    for (const event of await desk.webhooks('charge.refunded')) await deliver(system, stripe, event)
    expect((await payments()).map(({ amount, ended }) => [amount > 0n, ended])).toEqual([
      [true, false],
      [true, false],
    ])
    expect(await plan()).toMatchObject({ status: 'active' })
  })

  it('of a period that is over ends nothing', async () => {
    const { desk, tell, plan, sdk } = await open('over', cards.good, team)
    const [first] = (await sdk.paymentIntents.list({ limit: 1 })).data
    desk.harness.advance(40 * 86_400)
    await desk.webhooks()
    desk.harness.advance(2 * 3_600)
    await tell()
    await sdk.refunds.create({ payment_intent: first?.id ?? '' })
    await tell()
    expect(await plan()).toMatchObject({ plan: 'team', status: 'active' })
  })

  it('whose subscription ended while the process died in between is settled by the next attempt', async () => {
    const { ctx, desk, stripe, decide, payments, plan } = await open('died', cards.disputes)
    await decide('losing_evidence')
    const [event] = await desk.webhooks('charge.dispute.closed')
    if (!event) throw new Error('nothing was sent')
    const system = { ...ctx(), actor: { kind: 'system', name: 'stripe' } } as const
    const dying = {
      ...stripe,
      endSubscriptionNow: async (id: string) => {
        await stripe.endSubscriptionNow(id)
        throw new Error('the process died')
      },
    }
    await expect(deliver(system, dying, event)).rejects.toThrow('died')
    expect(await plan()).toMatchObject({ plan: 'business' })
    await deliver(system, stripe, event)
    expect(await plan()).toMatchObject({ plan: 'free' })
    expect(await payments()).toMatchObject([{ ended: true }])
    expect(await ownerSql`select state from stripe_events where event_id = ${event.id}`).toMatchObject([
      { state: 'done' },
    ])
  })
})
