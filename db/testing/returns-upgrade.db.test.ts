import { expect, it } from 'vitest'
import { migrate } from '@/db/migrate'
import { findInvoice } from '@/db/queries/invoices'
import { listSubscriptionPayments } from '@/db/queries/subscription-payments'
import { migrateUpTo } from './migrate-up-to'
import { testDatabase } from './test-database'

/** Payments and returns of an invoice of CHF 54.05 as they were kept: reference or kind and status, amount, currency. */
type Old = {
  readonly id: string
  readonly paid: string
  readonly payments: readonly (readonly [string, string, string])[]
  readonly returns: readonly (readonly ['refund' | 'dispute', string, string, string, string])[]
}

const old: readonly Old[] = [
  {
    id: 'inv_kept',
    paid: 'pi_1',
    payments: [['pi_1', '54.05', 'CHF']],
    returns: [['dispute', 'won', 'pi_1', '54.05', 'CHF']],
  },
  {
    id: 'inv_lost',
    paid: 'pi_1',
    payments: [['pi_1', '54.05', 'CHF']],
    returns: [['dispute', 'lost', 'pi_1', '54.05', 'CHF']],
  },
  {
    id: 'inv_part',
    paid: 'pi_1',
    payments: [['pi_1', '54.05', 'CHF']],
    returns: [['refund', 'succeeded', 'pi_1', '4.05', 'CHF']],
  },
  {
    id: 'inv_going',
    paid: 'pi_1',
    payments: [['pi_1', '54.05', 'CHF']],
    returns: [['refund', 'pending', 'pi_1', '4.05', 'CHF']],
  },
  {
    id: 'inv_twice',
    paid: 'pi_1',
    payments: [
      ['pi_1', '54.05', 'CHF'],
      ['pi_2', '54.05', 'CHF'],
    ],
    returns: [['refund', 'succeeded', 'pi_1', '54.05', 'CHF']],
  },
  {
    id: 'inv_other_currency',
    paid: 'pi_1',
    payments: [
      ['pi_1', '54.05', 'CHF'],
      ['pi_2', '54.05', 'EUR'],
    ],
    returns: [['refund', 'succeeded', 'pi_2', '54.05', 'EUR']],
  },
]

const { url, db, ownerSql } = await testDatabase('template1')
await migrateUpTo(url, '0049_weeks-carried-on')
await ownerSql`insert into orgs (org_id, name, created_at) values ('acme', 'Acme', now())`
for (const [index, { id, paid, payments, returns }] of old.entries()) {
  const sum = payments
    .filter(([, , currency]) => currency === 'CHF')
    .reduce((all, [, amount]) => all + Number(amount), 0)
  await ownerSql`
    insert into invoices (org_id, invoice_id, series, number, month_on, issued_at, issued_on, due_on, issued_by, pay_by,
      currency, net, tax, total, sequence, snapshot, snapshot_sha256, paid_amount, paid_at, paid_on, paid_via,
      paid_reference)
    values ('acme', ${id}, 'invoice', ${`2026-${index}`}, ${`2026-${String(index + 1).padStart(2, '0')}-01`},
      '2026-11-01T08:00:00Z', '2026-11-01', '2026-12-01', 'user:usr_admin', 'card', 'CHF', 54.05, 0, 54.05, ${index}, '{}',
      '', ${sum.toFixed(2)}, '2026-11-18T10:00:00Z', '2026-11-18', 'card', ${paid})`
  for (const [place, [reference, amount, currency]] of payments.entries()) {
    await ownerSql`
      insert into payments (org_id, payment_id, invoice_id, via, reference, amount, currency, applied_to, received_at,
        received_on, recorded_by)
      values ('acme', ${`pay_01${index}${place}`}, ${id}, 'card', ${reference}, ${amount}, ${currency},
        ${place === 0 ? 'invoice' : 'surplus'}, '2026-11-18T10:00:00Z', '2026-11-18', 'system:stripe')`
  }
  for (const [place, [kind, status, reference, amount, currency]] of returns.entries()) {
    await ownerSql`
      insert into payment_returns (org_id, return_id, invoice_id, reference, kind, amount, currency, status, reason,
        begun_at, read_at)
      values ('acme', ${`re_${index}${place}`}, ${id}, ${reference}, ${kind}, ${amount}, ${currency}, ${status}, '', now(),
        now())`
  }
}
const paidInvoice = (id: string, more: object = {}) => ({
  data: {
    object: {
      id,
      currency: 'chf',
      amount_paid: 199_000,
      total: 199_000,
      total_taxes: [{ amount: 14_911 }],
      parent: {
        type: 'subscription_details',
        subscription_details: { subscription: 'sub_1', metadata: { org: 'acme' } },
      },
      status_transitions: { paid_at: 1_793_000_000 },
      lines: { data: [{ amount: 199_000, period: { start: 1_793_000_000, end: 1_824_536_000 } }] },
      ...more,
    },
  },
})
const told = [
  paidInvoice('in_1'),
  paidInvoice('in_1'),
  paidInvoice('in_old', { parent: null, subscription: 'sub_1' }),
  paidInvoice('in_nothing', { amount_paid: 0 }),
  paidInvoice('in_foreign', {
    parent: {
      type: 'subscription_details',
      subscription_details: { subscription: 'sub_2', metadata: { org: 'nobody' } },
    },
  }),
  { data: { object: { id: 'in_bare' } } },
  {},
]
for (const [place, payload] of told.entries()) {
  await ownerSql`
    insert into stripe_events (event_id, type, state, sentence, payload, attempts, received_at)
    values (${`evt_${place}`}, 'invoice.paid', 'done', '', ${JSON.stringify(payload)}::text::jsonb, 1, now())`
}
await migrate(url)

const standing = async (id: string) => {
  const invoice = await findInvoice(db, 'acme', id)
  return { paidAmount: invoice?.paidAmount, paidReference: invoice?.paidReference }
}
const expected: Readonly<Record<string, object>> = {
  inv_kept: { paidAmount: 5_405n, paidReference: 'pi_1' },
  inv_lost: { paidAmount: 0n, paidReference: null },
  inv_part: { paidAmount: 5_000n, paidReference: null },
  inv_going: { paidAmount: 5_405n, paidReference: 'pi_1' },
  inv_twice: { paidAmount: 5_405n, paidReference: 'pi_2' },
  inv_other_currency: { paidAmount: 5_405n, paidReference: 'pi_1' },
}

it.each(old.map(({ id }) => id))(
  '%s is open by what went back for good, also when its payments are summed up again',
  async (id) => {
    expect(await standing(id)).toEqual(expected[id])
    await ownerSql`select project_paid('acme', ${id})`
    expect(await standing(id)).toEqual(expected[id])
  },
)

it('what events said was charged for subscriptions is recorded once, and nothing of what they do not say', async () => {
  expect(await listSubscriptionPayments(db, 'acme')).toMatchObject([
    {
      stripeInvoiceId: 'in_1',
      subscriptionId: 'sub_1',
      paymentIntentId: '',
      amount: 199_000n,
      tax: 14_911n,
      currency: 'CHF',
      returns: [],
    },
  ])
  const [payment] = await listSubscriptionPayments(db, 'acme')
  expect(payment?.periodEndsAt.epochMilliseconds).toBe(1_824_536_000_000)
})
