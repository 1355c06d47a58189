import { expect, it } from 'vitest'
import { connect, disconnect } from '@/db/client'
import { listInvoiceMonths } from '@/db/queries/invoice-months'
import { listInvoices } from '@/db/queries/invoices'
import { listOrgs } from '@/db/queries/orgs'
import { listStripeEvents } from '@/db/queries/stripe-events'
import { contextOf, makeOrg, makeUsage, preparePlatform, today } from '@/db/testing/fixtures'
import { rowsReadOf } from '@/db/testing/rows-read'
import { testDatabase } from '@/db/testing/test-database'
import { issueInvoice } from '@/lib/flows/invoices/issue-invoice'
import { runRows } from './invoice-run-rows'

const { db, url, ownerSql } = await testDatabase()
await preparePlatform(db)
const orgs = ['acme', 'brio']
for (const org of orgs) await makeOrg(db, org)
const many = 3_000

await makeUsage(db, 'acme', {})
await issueInvoice(contextOf(db), 'acme', '2026-10')
await ownerSql`
  insert into invoices (org_id, invoice_id, series, number, month_on, issued_at, issued_on, due_on, issued_by, pay_by,
    currency, net, tax, total, sequence, snapshot, snapshot_sha256, paid_at, paid_on, paid_via, paid_reference)
  select 'brio', 'old-' || n, 'old-' || n % 20, 'old-' || n, date '2000-01-01' + n / 20 * interval '1 month', t.at, t.at::date,
         t.at::date + 30, 'test', 'invoice', 'CHF', 1, 0, 1, 1, '{}', '', p.paid, p.paid::date,
         case when p.paid is not null then 'bank' end, case when p.paid is not null then 'x' end
    from generate_series(1, ${many}::integer) n
   cross join lateral (select timestamptz '2000-02-01T10:00Z' + n / 10 * interval '15 days' as at) t
   cross join lateral (select case when n % 100 <> 7 then t.at end as paid) p`
await ownerSql`
  insert into stripe_events (event_id, type, state, sentence, payload, attempts, received_at, settled_at)
  select 'evt_' || n, case when n % 1000 = 3 then 'charge.dispute.created' else 'customer.updated' end, 'done', '', '{}', 1,
         timestamptz '2026-10-01T00:00Z' + n * interval '1 min', now()
    from generate_series(1, ${many}::integer) n`
await ownerSql`vacuum analyze`

const alone = connect({ url, role: 'kontor_app', connections: 1 })
const read = (table: string, work: () => Promise<unknown>) => rowsReadOf(alone, table, work)
const filter = { today: '2026-11-21' }

it.each([
  ['all', filter],
  ['those that are overdue', { ...filter, status: 'overdue' as const }],
  ['those of an early month', { ...filter, month: '2001-03' }],
])('lists %s of many invoices, the newest first, and reads no more than it shows', async (_, wanted) => {
  const all = await listInvoices(db, wanted, many + 10)
  expect(all.length).toBeGreaterThan(19)
  expect(all.map(({ issuedOn }) => issuedOn)).toEqual(
    all
      .map(({ issuedOn }) => issuedOn)
      .sort()
      .reverse(),
  )
  expect(await listInvoices(db, wanted, 10, 10)).toEqual(all.slice(10, 20))
  expect(await read('invoices', () => listInvoices(alone, wanted, 20))).toBeLessThan(50)
})

it('offers the months from the first invoice to the last without reading them', async () => {
  const months = await listInvoiceMonths(db)
  expect([months.at(0), months.at(-1)]).toEqual(['2026-10', '2000-01'])
  expect(await read('invoices', () => listInvoiceMonths(alone))).toBeLessThan(50)
})

it('finds events of Stripe of a type that is seldom, and reads no others', async () => {
  const wanted = { type: 'charge.dispute.created', skip: 0, most: 51 }
  expect((await listStripeEvents(db, wanted)).map(({ eventId }) => eventId)).toEqual(['evt_2003', 'evt_1003', 'evt_3'])
  expect(await read('stripe_events', () => listStripeEvents(alone, wanted))).toBeLessThan(20)
})

it('looks for usage that came late among what was recorded after its month, not in all that is used since', async () => {
  await makeUsage(db, 'acme', { at: '2026-10-05T10:00:00Z', quantity: '41' })
  await ownerSql`
    insert into usage_events (org_id, idempotency_key, input_hash, meter, resource, quantity, occurred_at, day_on,
      price_book, price_version, amount, postpaid, recorded_at, sequence)
    select 'acme', 'more-' || n, '', 'doc.units', '', 1, ${today.toString()}::timestamptz, '2026-11-21', 'standard', 1, 0.05, 0.05,
           ${today.toString()}::timestamptz, a.sequence + n
      from org_accounts a, generate_series(1, ${many}::integer) n where a.org_id = 'acme'`
  await ownerSql`update org_accounts set sequence = sequence + ${many}::integer where org_id = 'acme'`
  await ownerSql`vacuum analyze`
  const shown = await listOrgs(db, today, ['acme'])
  const run = () => runRows(contextOf(alone), shown, '2026-11')
  expect(await read('usage_events', run)).toBeLessThan(50)
  const [row] = await run()
  // What is in no roll-up here is no part of it: the late event is.
  expect(row).toMatchObject({ state: 'blocked', total: '2.22' })
  await disconnect(alone)
})
