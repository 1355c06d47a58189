import { expect, it } from 'vitest'
import { admin, contextOf, machine, makeInvoice, makeOrg, payer, preparePlatform } from '@/db/testing/fixtures'
import { giveCredit, makeFunded } from '@/db/testing/funds'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { plantHalt } from '@/lib/flows/outbox/testing/plant-halt'
import { adminInvoices } from './admin-invoices'
import { adminOverview } from './admin-overview'

const { db, ownerSql } = await testDatabase()
await preparePlatform(db)
const ctx = contextOf(db, admin)
const look = (currency?: string) => adminOverview(ctx, currency, [])

const monthOf = async (month: string, currency?: string) => {
  const { revenue } = await look(currency)
  return revenue.months.find((each) => each.month === month)
}

it('is calm where there is nothing', async () => {
  const { revenue, recurring, unpaid, halted, owing, events, deliveries, jobs } = await look()
  expect([revenue.total, revenue.currencies, revenue.shown, revenue.months.length]).toEqual(['0.00', [], [], 12])
  expect([revenue.months.at(0)?.month, revenue.months.at(-1)?.month]).toEqual(['2025-12', '2026-11'])
  expect([recurring, unpaid.open, unpaid.overdue]).toEqual([[], [], []])
  expect([halted, owing, events, deliveries, jobs].map(({ count }) => count)).toEqual([0, 0, 0, 0, 0])
})

it('counts lines in the month that they bill, credit and plans when they are paid, less what was refunded', async () => {
  const invoice = await makeInvoice(db, 'billed')
  expect(await monthOf('2026-10')).toMatchObject({ total: '5.00', streams: { usage: '5.00', fees: '0.00' } })
  await ownerSql`
    insert into payment_returns (org_id, return_id, invoice_id, reference, kind, amount, currency, status, reason, begun_at,
      read_at)
    select 'billed', 're_' || status, ${invoice.invoiceId}, 'pi_1', kind, 5.41, 'CHF', status, '', '2026-11-02T08:00:00Z', now()
      from (values ('refund', 'succeeded'), ('refund', 'failed'), ('dispute', 'lost')) v (kind, status)`
  expect(await monthOf('2026-11')).toMatchObject({ total: '-5.00', streams: { usage: '-5.00' } })

  await makeOrg(db, 'buyer')
  await ownerSql`
    insert into purchases (org_id, purchase_id, kind, name, currency, price, tax, credit, begun_at, begun_by,
      payment_intent_id, paid_at, grant_id, paid_by)
    select 'buyer', 'chk_' || n, 'topup', 'Credit', 'EUR', 20, 1.62, 20, '2026-09-30T21:00:00Z', 'user:usr_1',
           'pi_' || n, '2026-09-30T22:30:00Z', 'gr_' || n, 'user:usr_1' from generate_series(1, 2) n`
  await ownerSql`
    insert into refunds (org_id, refund_id, purchase_id, amount, share, reason, status, requested_at, requested_by, settled_at)
    values ('buyer', 'rf_1', 'chk_1', 10.81, 0, '', 'succeeded', '2026-11-01T00:00:00Z', 'user:usr_1', '2026-11-01T00:00:00Z'),
      ('buyer', 'rf_2', 'chk_1', 5, 0, '', 'requested', '2026-11-01T00:00:00Z', 'user:usr_1', null)`
  // In Zurich it was October already.
  expect(await monthOf('2026-10', 'EUR')).toMatchObject({ total: '40.00', streams: { credit: '40.00' } })
  expect(await monthOf('2026-11', 'EUR')).toMatchObject({ total: '-10.00', streams: { credit: '-10.00' } })

  for (const [place, [amount, tax]] of [
    ['52.97', '3.97'],
    ['100.00', '0'],
    ['100.00', '0'],
  ].entries()) {
    await ownerSql`
      insert into subscription_payments (org_id, stripe_invoice_id, subscription_id, amount, total, tax, currency,
        paid_at, period_started_at, period_ends_at, read_at)
      values ('billed', ${`in_${place}`}, 'sub_1', ${amount ?? ''}, ${amount ?? ''}, ${tax ?? ''}, 'USD',
        '2026-10-26T10:00:00Z', '2026-10-26T10:00:00Z', '2026-11-26T10:00:00Z', now())`
  }
  expect(await monthOf('2026-10', 'USD')).toMatchObject({ total: '249.00', streams: { plans: '249.00' } })
  await ownerSql`
    insert into payment_returns (org_id, return_id, stripe_invoice_id, reference, kind, amount, currency, status, reason,
      begun_at, read_at)
    values ('billed', 're_plan', 'in_0', 'pi_0', 'refund', 52.97, 'USD', 'succeeded', '', '2026-10-27T10:00:00Z', now()),
      ('billed', 'dp_plan', 'in_1', 'pi_1', 'dispute', 100, 'USD', 'needs_response', '', '2026-10-27T10:00:00Z', now())`
  expect(await monthOf('2026-10', 'USD')).toMatchObject({ total: '200.00', streams: { plans: '200.00' } })
  expect((await look()).disputed).toMatchObject({
    count: 1,
    payments: [{ org: 'billed', asked: false, amount: '100.00' }],
  })
  expect((await look('XXX')).revenue).toMatchObject({ currency: 'CHF', currencies: ['CHF', 'EUR', 'USD'] })
})

it('tells what is unpaid as the list of invoices behind it does', async () => {
  await makeInvoice(db, 'late')
  await ownerSql`update invoices set due_on = '2026-11-20' where org_id = 'late'`
  const { open, overdue } = (await look()).unpaid
  for (const [status, sums] of [
    ['open', open],
    ['overdue', overdue],
  ] as const) {
    const { rows } = await adminInvoices(ctx, { org: undefined, month: undefined, status, page: 1 })
    expect(rows.map(({ total }) => total)).toEqual(['5.41'])
    expect(sums).toEqual([{ currency: 'CHF', count: 1, total: '5.41' }])
  }
})

it('tells who is halted and since when, and who owes for a subscription', async () => {
  await makeFunded(db, 'spent', 'prepaid')
  await ownerSql`update org_gates set halted = false`
  await plantHalt(ownerSql, { org: 'spent', halted: true, cell: null, at: ctx.now })
  await ownerSql`update org_gates set halted = true, generation = 900 where org_id = 'spent'`
  expect((await look()).halted.orgs).toMatchObject([
    { org: 'spent', name: 'Org spent', reason: 'credits_used_up', since: null },
  ])
  await giveCredit(ctx, 'spent', '1.00')
  await ownerSql`
    update org_gates set halted = true, remaining = 0, held = 0,
      generation = (select max(sequence) from ledger_entries where org_id = 'spent') where org_id = 'spent'`
  expect((await look()).halted).toMatchObject({ count: 1, orgs: [{ since: ctx.now.toString() }] })

  await ownerSql`
    insert into stripe_subscriptions (org_id, subscription_id, product, name, version, billed, currency, price, status,
      started_at, period_started_at, period_ends_at, ended_at, past_due_since, entitled, reading, read_at)
    select case n when 1 then 'spent' else 'billed' end, 'sub_' || n, 'tier', 'pro', 1,
           case when n < 3 then 'annual' else 'monthly' end, 'CHF', 100, status, now(), now(), now(),
           case status when 'canceled' then now() end, since, true, 1, now()
      from (values (1, 'past_due', '2026-11-12T10:00:00Z'::timestamptz), (2, 'active', null), (3, 'active', null),
        (4, 'canceled', '2026-11-01T00:00:00Z'), (5, 'incomplete', '2026-11-01T00:00:00Z')) v (n, status, since)`
  const { owing, recurring } = await look()
  expect(owing).toEqual({
    count: 1,
    orgs: [{ org: 'spent', name: 'Org spent', since: '2026-11-12T10:00:00Z', standing: 'degraded' }],
  })
  expect(recurring).toMatchObject([
    {
      currency: 'CHF',
      amount: '116.67',
      count: 3,
      groups: [{ title: 'Pro', billed: 'annual', count: 2, amount: '200.00' }, { count: 1 }],
    },
  ])
})

it('asks one statement a panel, whatever there is, and finds invoices by their index', async () => {
  await ownerSql`
    insert into invoices (org_id, invoice_id, series, number, month_on, issued_at, issued_on, due_on, issued_by, pay_by,
      currency, net, tax, total, sequence, snapshot, snapshot_sha256)
    select 'billed', 'inv_' || n, 'bulk-' || n % 60, 'B-' || n, m.on, m.on + interval '1 month', m.on + interval '1 month',
           m.on + interval '2 months', 'test', 'invoice', 'CHF', 10, 0.81, 10.81, 100 + n, '{}', ''
      from generate_series(1, 6000) n, lateral (select '2018-01-01'::date + (n / 60) * interval '1 month' as on) m`
  await ownerSql`
    insert into invoice_lines (org_id, invoice_id, position, kind, subject, detail, quantity, unit, unit_price, amount,
      tax_rate, explain)
    select org_id, invoice_id, p, 'usage', 'm', '', 1, 'u', 2.5, 2.5, 8.1, '{}'
      from invoices, generate_series(1, 4) p where invoice_id like 'inv\\_%' and number like 'B-%'`
  await ownerSql`analyze invoices, invoice_lines`
  const asked: string[] = []
  db.$client.options.debug = (_connection, query) => {
    asked.push(query)
  }
  try {
    expect((await look()).revenue.months.find(({ month }) => month === '2026-02')?.total).toBe('600.00')
  } finally {
    db.$client.options.debug = false
  }
  expect(asked.length).toBeLessThanOrEqual(11)
  const revenue = asked.find((query) => query.includes('returned_invoices')) ?? ''
  expect(revenue).not.toBe('')
  const plan = await ownerSql`
    explain select from invoices i where i.issued_on >= '2025-12-01' and i.month_on >= '2025-12-01'`
  expect(JSON.stringify(plan)).toMatch(/invoices_by_(issue|month)/)
})

it('is for admins alone', async () => {
  expect(await codeOf(adminOverview(contextOf(db, payer('billed')), undefined, []))).toBe('not_found')
  expect(await codeOf(adminOverview(contextOf(db, machine()), undefined, []))).toBe('missing_scope')
})
