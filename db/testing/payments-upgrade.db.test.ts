import { expect, it } from 'vitest'
import { migrate, pendingMigrations } from '@/db/migrate'
import { findInvoice, listPayments } from '@/db/queries/invoices'
import { balanceOf } from '@/lib/core/invoices/balance'
import { migrateUpTo } from './migrate-up-to'
import { testDatabase } from './test-database'

/** An invoice as it was kept while it was either paid or not. */
type Old = {
  readonly id: string
  readonly total: string
  readonly paid?: { readonly via: string; readonly reference: string; readonly at: string; readonly on: string }
  /** What was recorded of card payments and transfers: via, reference, amount, currency, what it was for, and when. */
  readonly payments?: readonly (readonly [string, string, string, string, string, string])[]
}

const bank = { via: 'bank', reference: 'E-Banking 4711', at: '2026-11-20T23:30:00Z', on: '2026-11-21' }
const card = { via: 'card', reference: 'pi_1', at: '2026-11-18T10:00:00Z', on: '2026-11-18' }

const old: readonly Old[] = [
  { id: 'inv_open', total: '108.10' },
  { id: 'inv_marked', total: '108.10', paid: bank },
  {
    id: 'inv_by_bank',
    total: '54.05',
    paid: bank,
    payments: [['bank', bank.reference, '54.05', 'CHF', 'invoice', bank.at]],
  },
  {
    id: 'inv_by_card',
    total: '54.05',
    paid: card,
    payments: [['card', 'pi_1', '54.05', 'CHF', 'invoice', card.at]],
  },
  {
    id: 'inv_twice',
    total: '54.05',
    paid: bank,
    payments: [
      ['bank', bank.reference, '54.05', 'CHF', 'invoice', bank.at],
      ['card', 'pi_2', '54.05', 'CHF', 'surplus', '2026-11-21T08:00:00Z'],
    ],
  },
  {
    id: 'inv_marked_twice',
    total: '54.05',
    paid: bank,
    payments: [['card', 'pi_3', '54.05', 'CHF', 'surplus', '2026-11-22T08:00:00Z']],
  },
  {
    id: 'inv_other_currency',
    total: '54.05',
    payments: [['card', 'pi_4', '54.05', 'EUR', 'surplus', '2026-11-21T08:00:00Z']],
  },
  { id: 'inv_nothing', total: '0.00', paid: { ...bank, reference: 'nothing to pay' } },
]

const { url, db, ownerSql } = await testDatabase('template1')
await migrateUpTo(url, '0031_seller-zone')
await ownerSql`insert into orgs (org_id, name, created_at) values ('acme', 'Acme', now())`
for (const [index, { id, total, paid, payments = [] }] of old.entries()) {
  const month = `2026-${String(index + 1).padStart(2, '0')}-01`
  await ownerSql`
    insert into invoices (org_id, invoice_id, series, number, month_on, issued_at, issued_on, due_on, issued_by, pay_by,
      currency, net, tax, total, sequence, snapshot, snapshot_sha256, paid_at, paid_on, paid_via, paid_reference)
    values ('acme', ${id}, 'invoice', ${`2026-${index}`}, ${month}, '2026-11-01T08:00:00Z', '2026-11-01', '2026-12-01',
      'user:usr_admin', 'invoice', 'CHF', ${total}, 0, ${total}, ${index}, '{}', '', ${paid?.at ?? null},
      ${paid?.on ?? null}, ${paid?.via ?? null}, ${paid?.reference ?? null})`
  for (const [place, [via, reference, amount, currency, appliedTo, at]] of payments.entries()) {
    await ownerSql`
      insert into payments (org_id, payment_id, invoice_id, via, reference, amount, currency, applied_to, received_at,
        recorded_by)
      values ('acme', ${`pay_01${index}${place}`}, ${id}, ${via}, ${reference}, ${amount}, ${currency}, ${appliedTo},
        ${at}, 'user:usr_admin')`
  }
}
await migrate(url)

const standing = async (id: string) => {
  const invoice = await findInvoice(db, 'acme', id)
  if (!invoice) throw new Error(`no invoice ${id}`)
  const { paidOn, paidVia, paidReference, total, paidAmount } = invoice
  const { open, credit } = balanceOf(total, paidAmount)
  return { paidOn, paidVia, paidReference, open, credit }
}
const paidBy = ({ on, via, reference }: NonNullable<Old['paid']>) => ({
  paidOn: on,
  paidVia: via,
  paidReference: reference,
})
const unpaid = { paidOn: null, paidVia: null, paidReference: null }

const expected: Readonly<Record<string, object>> = {
  inv_open: { ...unpaid, open: 10810n, credit: 0n },
  inv_marked: { ...paidBy(bank), open: 0n, credit: 0n },
  inv_by_bank: { ...paidBy(bank), open: 0n, credit: 0n },
  inv_by_card: { ...paidBy(card), open: 0n, credit: 0n },
  inv_twice: { ...paidBy(bank), open: 0n, credit: 5405n },
  inv_marked_twice: { ...paidBy(bank), open: 0n, credit: 5405n },
  inv_other_currency: { ...unpaid, open: 5405n, credit: 0n },
  inv_nothing: { ...paidBy({ ...bank, reference: 'nothing to pay' }), open: 0n, credit: 0n },
}

it.each(old.map(({ id }) => id))(
  '%s stands after the upgrade as it stood before, and what it was paid twice is credit',
  async (id) => {
    expect(await pendingMigrations(db)).toEqual([])
    expect(await standing(id)).toEqual(expected[id])
  },
)

it.each(old.map(({ id }) => id))('%s stays so when its payments are summed up again', async (id) => {
  await ownerSql`select project_paid('acme', ${id})`
  expect(await standing(id)).toEqual(expected[id])
})

it('a mark without a recorded payment became one, of the whole amount on the day of the mark', async () => {
  expect(await listPayments(db, 'acme', 'inv_marked')).toMatchObject([
    {
      via: 'bank',
      reference: bank.reference,
      amount: 10810n,
      appliedTo: 'invoice',
      receivedOn: '2026-11-21',
      round: 0,
    },
  ])
})

it('a payment that was recorded has the day on which the invoice was paid, another its day in Zurich', async () => {
  const days = async (id: string) => (await listPayments(db, 'acme', id)).map(({ receivedOn }) => receivedOn)
  expect(await days('inv_by_bank')).toEqual(['2026-11-21'])
  expect(await days('inv_other_currency')).toEqual(['2026-11-21'])
})
