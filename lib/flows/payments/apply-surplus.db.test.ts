import { describe, expect, it } from 'vitest'
import { findInvoice, listPayments } from '@/db/queries/invoices'
import { openCardDesk } from '@/db/testing/card-payments'
import { contextOf, issueFor, makeInvoice, makeOrg, makeTenant, payer, preparePlatform } from '@/db/testing/fixtures'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { minor } from '@/lib/core/money/amount'
import { formatDecimal, parseDecimal } from '@/lib/core/money/decimal'
import { adminTimeline } from '@/lib/reads/admin-timeline'
import { customerInvoice } from '@/lib/reads/customer-invoice'
import { invoicePayments } from '@/lib/reads/invoice-payments'
import { applySurplus } from './apply-surplus'
import { markInvoicePaid } from './mark-invoice-paid'
import { startCheckout } from './start-checkout'
import { undoPayment } from './undo-payment'

const { db, ownerSql } = await testDatabase()
await preparePlatform(db)
const ctx = contextOf(db)
const { stripe, ...desk } = openCardDesk()

const amountOf = (text: string) => minor(parseDecimal(text, 2) ?? 0n)
const text = (amount: bigint) => formatDecimal(amount, 2)
const totalOf = async (org: string, invoice: string) => amountOf((await invoicePayments(ctx, org, invoice)).total)
const standing = async (org: string, invoice: string) => {
  const { status, open, credit } = await invoicePayments(ctx, org, invoice)
  return [status, open, credit]
}
const apply = (org: string, from: string, to: string, amount?: string) =>
  codeOf(applySurplus(ctx, stripe, org, from, { to, amount: amount === undefined ? undefined : amountOf(amount) }))

/** An org with an invoice that was paid `beyond` its total by bank, and with open ones of other months. */
const overpaid = async (org: string, beyond: string) => {
  await makeOrg(db, org)
  await makeTenant(db, org, `${org}-prod`, '2026-08-01T00:00:00Z')
  const ids = {
    paid: (await issueFor(ctx, org, '2026-08')).invoiceId,
    open: (await issueFor(ctx, org, '2026-09')).invoiceId,
    other: (await issueFor(ctx, org, '2026-10')).invoiceId,
  }
  const amount = minor((await totalOf(org, ids.paid)) + amountOf(beyond))
  await markInvoicePaid(ctx, stripe, org, ids.paid, { amount, paidOn: '2026-11-21', reference: 'too much' })
  return ids
}

const halves = async (org: string, invoice: string) =>
  (await listPayments(db, org, invoice)).filter(({ via }) => via === 'surplus')

describe('what was paid beyond the total of an invoice', () => {
  it('is applied to another open one in part: both record it, and both the customer and the admin see it', async () => {
    const { paid, open } = await overpaid('moves', '25.00')
    const due = await totalOf('moves', open)
    expect(await apply('moves', paid, open, '10.00')).toBe('ok')
    expect(await standing('moves', paid)).toEqual(['paid', '0.00', '15.00'])
    expect(await standing('moves', open)).toMatchObject({ 1: text(due - 1000n), 2: '0.00' })
    const { number } = await invoicePayments(ctx, 'moves', paid)
    const target = await invoicePayments(ctx, 'moves', open)
    expect(target.payments).toMatchObject([
      { via: 'surplus', kind: 'payment', amount: '10.00', reference: number, otherInvoice: paid },
    ])
    const member = contextOf(db, payer('moves'))
    const source = await customerInvoice(member, 'moves', paid)
    expect(source.payment).toMatchObject({
      credit: '15.00',
      surplus: [{ direction: 'out', amount: '10.00', number: target.number, invoiceId: open }],
    })
    expect(source.openInvoices).toEqual([])
    expect((await customerInvoice(member, 'moves', open)).payment.surplus).toMatchObject([
      { direction: 'in', amount: '10.00', number },
    ])
    const { items } = await adminTimeline(ctx, 'moves', { kind: undefined, before: undefined })
    expect(items.map(({ what }) => what)).toEqual(expect.arrayContaining(['applied', 'paid_surplus']))
    const trail = await ownerSql`select after::jsonb as after from audit_log where action = 'invoice.apply_surplus'`
    expect(trail.map(({ after }) => after)).toEqual([{ invoice: open, amount: '10.00' }])
  })

  it('settles the other invoice when it suffices, closes its open card form, and leaves the rest', async () => {
    const { paid, open } = await overpaid('settles', '500.00')
    const due = await totalOf('settles', open)
    const { clientSecret } = await startCheckout(contextOf(db, payer('settles')), stripe, 'settles', open)
    expect((await customerInvoice(ctx, 'settles', paid)).openInvoices[0]).toMatchObject({
      invoiceId: open,
      open: text(due),
      most: text(due),
    })
    expect(await apply('settles', paid, open)).toBe('ok')
    expect(await standing('settles', open)).toEqual(['paid', '0.00', '0.00'])
    expect(await standing('settles', paid)).toEqual(['paid', '0.00', text(50000n - due)])
    expect(await findInvoice(db, 'settles', open)).toMatchObject({ paidVia: 'surplus', paidOn: '2026-11-21' })
    expect(await desk.pay(clientSecret)).not.toBe('paid')
    expect(await apply('settles', paid, open)).toBe('already_paid')
  })

  it('is applied once by two admins at the same moment, and never beyond itself by many to several invoices', async () => {
    const { paid, open, other } = await overpaid('races', '40.00')
    const codes = await Promise.all(Array.from({ length: 8 }, () => apply('races', paid, open, '30.00')))
    expect(new Set(codes)).toEqual(new Set(['ok']))
    expect(await standing('races', paid)).toEqual(['paid', '0.00', '10.00'])
    const rest = await Promise.all([
      ...Array.from({ length: 4 }, (_, index) => apply('races', paid, other, `9.0${index}`)),
      ...Array.from({ length: 4 }, (_, index) => apply('races', paid, open, `9.1${index}`)),
    ])
    expect(rest.filter((code) => code === 'ok')).toHaveLength(1)
    const { credit } = await invoicePayments(ctx, 'races', paid)
    expect(amountOf(credit)).toBeLessThan(101n)
    const written = await ownerSql`
      select coalesce(sum(amount), 0)::int as sum, count(*)::int as rows from payments
       where org_id = 'races' and via = 'surplus'`
    expect([...written]).toEqual([{ sum: 0, rows: 4 }])
  })

  it('moves both ways between two invoices at once without a deadlock', async () => {
    const { paid, open } = await overpaid('crosses', '300.00')
    await markInvoicePaid(ctx, stripe, 'crosses', open, {
      amount: minor((await totalOf('crosses', open)) - 100n),
      paidOn: '2026-11-21',
      reference: 'most of it',
    })
    const codes = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        index % 2 === 0 ? apply('crosses', paid, open, `0.1${index % 10}`) : apply('crosses', open, paid, '0.10'),
      ),
    )
    expect(new Set(codes)).toEqual(new Set(['ok', 'already_paid']))
  })

  it('comes back when that is undone from either invoice, once, and can be applied again', async () => {
    const { paid, open } = await overpaid('undoes', '20.00')
    for (const [invoice, round] of [[paid, 0] as const, [open, 1] as const]) {
      expect(await apply('undoes', paid, open, '20.00')).toBe('ok')
      const half = (await halves('undoes', invoice)).find(({ reversal }) => reversal === null)
      const undo = () => codeOf(undoPayment(ctx, 'undoes', invoice, half?.paymentId ?? '', 'wrong invoice'))
      expect(new Set(await Promise.all([undo(), undo()]))).toEqual(new Set(['ok']))
      expect(await standing('undoes', paid)).toEqual(['paid', '0.00', '20.00'])
      expect(await standing('undoes', open)).toMatchObject({ 1: text(await totalOf('undoes', open)) })
      expect(await halves('undoes', open)).toHaveLength(round + 1)
    }
    expect((await customerInvoice(ctx, 'undoes', paid)).payment.surplus).toEqual([])
  })

  it('holds the payment it came from: that is undone only after it', async () => {
    const { paid, open } = await overpaid('holds', '20.00')
    expect(await apply('holds', paid, open, '5.00')).toBe('ok')
    const [first] = await listPayments(db, 'holds', paid)
    const undoFirst = () => codeOf(undoPayment(ctx, 'holds', paid, first?.paymentId ?? '', 'never arrived'))
    expect(await undoFirst()).toBe('invalid_request')
    const [out] = await halves('holds', paid)
    expect(await codeOf(undoPayment(ctx, 'holds', paid, out?.paymentId ?? '', 'wrong'))).toBe('ok')
    expect(await undoFirst()).toBe('ok')
    expect(await standing('holds', paid)).toMatchObject({ 2: '0.00' })
  })

  it('is sent back or applied, never both, and not what is refunded by card', async () => {
    const { paid, open } = await overpaid('either', '20.00')
    const back = () =>
      codeOf(
        markInvoicePaid(ctx, stripe, 'either', paid, {
          amount: amountOf('15.00'),
          paidOn: '2026-11-21',
          reference: 'back',
          kind: 'return',
        }),
      )
    const codes = await Promise.all([back(), apply('either', paid, open, '15.00')])
    expect([...codes].sort()).toEqual(['invalid_request', 'ok'])
    await ownerSql`
      insert into payment_returns (org_id, return_id, invoice_id, reference, kind, amount, currency, status, reason,
        begun_at, read_at)
      values ('either', 're_1', ${paid}, 'pi_1', 'refund', 4.00, 'CHF', 'pending', '', now(), now())`
    expect(await standing('either', paid)).toMatchObject({ 2: '1.00' })
    expect(await apply('either', paid, open, '1.01')).toBe('invalid_request')
    expect(await apply('either', paid, open, '1.00')).toBe('ok')
  })

  it('is applied by the platform only, to an invoice of the same organization', async () => {
    const { paid, open } = await overpaid('strict', '20.00')
    const { invoiceId: foreign } = await makeInvoice(db, 'strict-other')
    const member = contextOf(db, payer('strict'))
    expect(await codeOf(applySurplus(member, stripe, 'strict', paid, { to: open }))).toBe('not_found')
    expect(await apply('strict', paid, foreign)).toBe('invalid_request')
    expect(await apply('strict', paid, paid)).toBe('invalid_request')
    expect(await apply('strict', 'inv_none', open)).toBe('not_found')
    expect(await apply('strict', open, paid)).toBe('already_paid')
    expect(await apply('strict', paid, open, '0.00')).toBe('invalid_request')
    expect(await apply('strict', paid, open, '20.01')).toBe('invalid_request')
    expect(await halves('strict', paid)).toEqual([])
  })
})
