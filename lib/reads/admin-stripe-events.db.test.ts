import { expect, it } from 'vitest'
import { cards, deliver, openCardDesk } from '@/db/testing/card-payments'
import { admin, contextOf, machine, payer, preparePlatform } from '@/db/testing/fixtures'
import { makeFunded } from '@/db/testing/funds'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { minor } from '@/lib/core/money/amount'
import { startPurchase } from '@/lib/flows/payments/credit/start-purchase'
import { adminStripeEvents, failingStripeEvents } from './admin-stripe-events'

const { db, ownerSql } = await testDatabase()
await preparePlatform(db)
const byAdmin = contextOf(db, admin)
const ask = (state?: string, type?: string, page = 1) => adminStripeEvents(byAdmin, { state, type, page })
const disputed = ['charge.dispute.created', 'charge.dispute.funds_withdrawn']
const clear = () => ownerSql`delete from stripe_events`

it('tells every event of a disputed purchase with what it did, and whose it is by metadata, customer or dispute', async () => {
  await makeFunded(db, 'told', 'prepaid')
  const desk = openCardDesk()
  const { clientSecret } = await startPurchase(contextOf(db, payer('told')), desk.stripe, 'told', {
    amount: minor(2_000n),
  })
  await desk.pay(clientSecret, cards.disputes)
  // The dispute comes before the payment that it is about.
  for (const event of await desk.webhooks()) await deliver(byAdmin, desk.stripe, event)
  const { rows, failing } = await ask()
  const told = new Map(rows.map((row) => [row.type, row]))
  const org = { org: 'told', name: 'Org told' }
  expect(told.get('checkout.session.completed')).toMatchObject({
    state: 'done',
    sentence: 'The credit was given.',
    attempts: 1,
    org,
  })
  for (const type of disputed) expect(told.get(type)).toMatchObject({ state: 'done', attempts: 1, org })
  expect(told.get('customer.created')).toMatchObject({
    state: 'ignored',
    sentence: 'Nothing to do for customer.created.',
    org,
  })
  expect(failing).toBe(0)
})

it('finds events by state and type, says how many fail, and takes a state that is none for every one', async () => {
  await clear()
  await ownerSql`
    insert into stripe_events (event_id, type, state, sentence, payload, attempts, received_at, settled_at)
    select 'evt_' || n, case n % 2 when 0 then 'customer.updated' else 'invoice.paid' end,
           case when n % 5 = 0 then 'failing' else 'done' end, 'Sentence ' || n, '{}', n,
           '2026-11-01T00:00:00Z'::timestamptz + n * interval '1 minute',
           case when n % 5 = 0 then null else '2026-11-02T00:00:00Z'::timestamptz end
      from generate_series(1, 60) n`
  const all = await ask('broken')
  expect([all.rows.length, all.previous, all.next, all.filters.state]).toEqual([50, null, 2, ''])
  expect(all.rows[0]).toEqual({
    event: 'evt_60',
    type: 'customer.updated',
    state: 'failing',
    sentence: 'Sentence 60',
    attempts: 60,
    otherVersion: '',
    receivedAt: '2026-11-01T01:00:00Z',
    settledAt: null,
    org: null,
  })
  expect((await ask(undefined, undefined, 2)).rows.map(({ event }) => event).at(-1)).toBe('evt_1')
  const narrow = await ask('failing', 'customer.updated')
  expect(narrow.rows.map(({ event }) => event)).toEqual(['evt_60', 'evt_50', 'evt_40', 'evt_30', 'evt_20', 'evt_10'])
  expect(narrow.filters).toEqual({
    types: ['customer.updated', 'invoice.paid'],
    state: 'failing',
    type: 'customer.updated',
  })
  expect(narrow.failing).toBe(12)
  expect((await ask('', 'charge.refunded')).rows).toEqual([])
  expect((await ask('', 'charge.refunded')).filters.types).toContain('charge.refunded')
})

it('is for admins alone', async () => {
  const asked = { state: undefined, type: undefined, page: 1 }
  expect(await codeOf(adminStripeEvents(contextOf(db, payer('told')), asked))).toBe('not_found')
  expect(await codeOf(adminStripeEvents(contextOf(db, machine()), asked))).toBe('missing_scope')
  expect(await codeOf((async () => failingStripeEvents(contextOf(db, payer('told'))))())).toBe('not_found')
})
