import { describe, expect, it } from 'vitest'
import { findBooks } from '@/db/queries/books'
import { findStripeEvent } from '@/db/queries/stripe-events'
import { deliver, openCardDesk } from '@/db/testing/card-payments'
import { contextOf, payer, preparePlatform, today } from '@/db/testing/fixtures'
import { makeFunded } from '@/db/testing/funds'
import { testDatabase } from '@/db/testing/test-database'
import { minor } from '@/lib/core/money/amount'
import { startPurchase } from '@/lib/flows/payments/credit/start-purchase'
import { Refusal } from '@/lib/platform/errors'
import type { StripeGateway } from '@/lib/stripe/gateway'
import { retryFailing, waitsSeconds } from './retry-failing'

const { db, ownerSql } = await testDatabase()
await preparePlatform(db)
const later = (seconds: number) => contextOf(db, { kind: 'system', name: 'outbox' }, today.add({ seconds }))
const minutes = (count: number) => later(count * 60)

/** Credit of 20.00 that was paid; the webhook that says so failed once, at `today`. */
const failing = async (org: string) => {
  await ownerSql`update stripe_events set state = 'done' where state = 'failing'`
  await makeFunded(db, org, 'prepaid')
  const desk = openCardDesk()
  const { clientSecret } = await startPurchase(contextOf(db, payer(org)), desk.stripe, org, { amount: minor(2_000n) })
  await desk.pay(clientSecret)
  const [event] = await desk.webhooks('checkout.session.completed')
  if (!event) throw new Error('nothing was sent')
  const stripe = desk.stripe
  const calls = { reads: 0 }
  const broken: StripeGateway = {
    ...stripe,
    readCheckout: () => {
      calls.reads += 1
      return Promise.reject(new Error('our mistake'))
    },
  }
  await expect(deliver(later(0), broken, event)).rejects.toThrow('our mistake')
  const row = async () => {
    const found = await findStripeEvent(db, event.id)
    return `${found?.state} ${found?.attempts}`
  }
  const bought = async () => (await findBooks(db, org)).entries.filter(({ kind }) => kind === 'topup').length
  return { event, stripe, broken, calls, row, bought }
}

describe('an event that fails', () => {
  it('is tried again in its time, fails twice more, then succeeds, and has its effect once', async () => {
    const { stripe, broken, row, bought } = await failing('twice')
    expect(await row()).toBe('failing 1')
    expect(await retryFailing(later(59), stripe)).toBe(0)
    expect(await row()).toBe('failing 1')
    expect(await retryFailing(minutes(1), broken)).toBe(0)
    expect(await row()).toBe('failing 2')
    expect(await retryFailing(minutes(2), broken)).toBe(0)
    expect(await row()).toBe('failing 2')
    expect(await retryFailing(minutes(3), broken)).toBe(0)
    expect(await row()).toBe('failing 3')
    expect(await bought()).toBe(0)
    expect(await retryFailing(minutes(7), stripe)).toBe(1)
    expect(await row()).toBe('done 4')
    expect(await retryFailing(minutes(600), stripe)).toBe(0)
    expect(await row()).toBe('done 4')
    expect(await bought()).toBe(1)
  })

  it('is tried by one of eight processes at a time, and counted once', async () => {
    const { stripe, broken, calls, row, bought } = await failing('crowd')
    const all = (gateway: StripeGateway, at: number) =>
      Promise.all(Array.from({ length: 8 }, () => retryFailing(minutes(at), gateway)))
    await all(broken, 1)
    expect(calls.reads).toBe(2)
    expect(await row()).toBe('failing 2')
    expect((await all(stripe, 3)).reduce((total, mended) => total + mended, 0)).toBe(1)
    expect(await row()).toBe('done 3')
    expect(await bought()).toBe(1)
  })

  it('for ever is tried less and less, at last not at all, and stays to be seen', async () => {
    const { event, broken, row } = await failing('for-ever')
    for (const seconds of waitsSeconds) await retryFailing(later(seconds), broken)
    const tried = waitsSeconds.length + 1
    expect(await row()).toBe(`failing ${tried}`)
    await retryFailing(later((waitsSeconds.at(-1) ?? 0) + 3_600), broken)
    expect(await row()).toBe(`failing ${tried}`)
    expect((await findStripeEvent(db, event.id))?.sentence).toBe('our mistake')
  })

  it('keeps no other from being tried, and Stripe being away costs none of the others an attempt', async () => {
    const first = await failing('first')
    const second = await failing('second')
    // As those that were received before bodies were kept.
    await ownerSql`update stripe_events set body = null`
    await ownerSql`update stripe_events set state = 'failing' where event_id = ${first.event.id}`
    const away: StripeGateway = {
      ...second.stripe,
      readEvent: () => Promise.reject(new Refusal('stripe_unavailable', 'Stripe is away.')),
    }
    await retryFailing(minutes(1), away)
    const attempts = [await first.row(), await second.row()].sort()
    expect(attempts).toEqual(['failing 1', 'failing 2'])
    // Only the second one is known to this Stripe: the first one is gone there.
    await retryFailing(minutes(3), second.stripe)
    expect(await second.row()).toMatch(/^done/)
    expect(await first.row()).toMatch(/^failing/)
  })
})
