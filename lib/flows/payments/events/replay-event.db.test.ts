import { expect, it } from 'vitest'
import { findBooks } from '@/db/queries/books'
import { listAudit } from '@/db/queries/platform'
import { findStripeEvent } from '@/db/queries/stripe-events'
import { deliver, openCardDesk } from '@/db/testing/card-payments'
import { admin, contextOf, machine, payer, preparePlatform } from '@/db/testing/fixtures'
import { makeFunded } from '@/db/testing/funds'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { minor } from '@/lib/core/money/amount'
import { startPurchase } from '@/lib/flows/payments/credit/start-purchase'
import { replayEvent } from './replay-event'

const { db, ownerSql } = await testDatabase()
await preparePlatform(db)
const byAdmin = contextOf(db, admin)

/** Credit that was paid, and the webhook that says so, which came to nobody yet. */
const paid = async (org: string) => {
  await makeFunded(db, org, 'prepaid')
  const desk = openCardDesk()
  const { clientSecret } = await startPurchase(contextOf(db, payer(org)), desk.stripe, org, { amount: minor(2_000n) })
  await desk.pay(clientSecret)
  const [event] = await desk.webhooks('checkout.session.completed')
  if (!event) throw new Error('nothing was sent')
  const bought = async () => (await findBooks(db, org)).entries.filter(({ kind }) => kind === 'topup').length
  return { desk, event, bought }
}

it('a failing event that is replayed five times at once has its effect once, and the audit log says who asked', async () => {
  const { desk, event, bought } = await paid('mended')
  const stripe = desk.stripe
  const away = { ...stripe, readCheckout: () => Promise.reject(new Error('Stripe is away')) }
  await expect(deliver(byAdmin, away, event)).rejects.toThrow('Stripe is away')
  expect(await replayEvent(byAdmin, away, event.id)).toEqual({
    before: 'failing',
    outcome: 'failing',
    sentence: 'Stripe is away',
  })
  const answers = await Promise.all([1, 2, 3, 4, 5].map(() => replayEvent(byAdmin, stripe, event.id)))
  expect(answers.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 5 }, () => 'done'))
  expect(await replayEvent(byAdmin, desk.stripe, event.id)).toMatchObject({ before: 'done', outcome: 'done' })
  expect(await bought()).toBe(1)
  expect(await findStripeEvent(db, event.id)).toMatchObject({ state: 'done', attempts: 3 })
  const entries = (await listAudit(db, { most: 50 })).filter(({ subject }) => subject === event.id)
  expect(entries.map(({ action, actor }) => `${action} ${actor}`)).toEqual(
    Array.from({ length: 7 }, () => 'stripe_event.replay user:usr_admin'),
  )
})

it('an event that was of no use may have its effect once it is replayed', async () => {
  const { desk, event, bought } = await paid('late')
  await ownerSql`
    insert into stripe_events (event_id, type, state, sentence, payload, attempts, received_at, settled_at)
    values (${event.id}, ${event.type}, 'ignored', 'Nothing to do.', '{}', 1, now(), now())`
  expect(await replayEvent(byAdmin, desk.stripe, event.id)).toMatchObject({ before: 'ignored', outcome: 'done' })
  expect(await findStripeEvent(db, event.id)).toMatchObject({ state: 'done', attempts: 2 })
  expect(await bought()).toBe(1)
})

it('an event that Stripe no longer has is refused in words and stays as it is, like one that never came', async () => {
  const { desk } = await paid('old')
  await ownerSql`
    insert into stripe_events (event_id, type, state, sentence, payload, attempts, received_at)
    values ('evt_old', 'customer.updated', 'failing', 'Why it failed', '{}', 4, now() - interval '40 days')`
  await expect(replayEvent(byAdmin, desk.stripe, 'evt_old')).rejects.toThrow('it keeps events for 30 days')
  expect(await findStripeEvent(db, 'evt_old')).toMatchObject({
    state: 'failing',
    attempts: 4,
    sentence: 'Why it failed',
  })
  await expect(replayEvent(byAdmin, desk.stripe, 'evt_none')).rejects.toThrow('was ever received')
})

it('is for admins alone', async () => {
  const { desk, event, bought } = await paid('guarded')
  expect(await codeOf(replayEvent(contextOf(db, payer('guarded')), desk.stripe, event.id))).toBe('not_found')
  expect(await codeOf(replayEvent(contextOf(db, machine()), desk.stripe, event.id))).toBe('missing_scope')
  expect(await bought()).toBe(0)
})
