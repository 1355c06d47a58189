import { describe, expect, it } from 'vitest'
import { listCheckouts } from '@/db/queries/checkouts'
import { findInvoice, listPayments } from '@/db/queries/invoices'
import { deliver, openCardDesk } from '@/db/testing/card-payments'
import { contextOf, makeInvoice, payer, preparePlatform } from '@/db/testing/fixtures'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { minor } from '@/lib/core/money/amount'
import { formatDecimal, parseDecimal } from '@/lib/core/money/decimal'
import { customerInvoice } from '@/lib/reads/customer-invoice'
import { invoicePayments } from '@/lib/reads/invoice-payments'
import { type BankPayment, markInvoicePaid } from './mark-invoice-paid'
import { settleCheckout } from './settle-checkout'
import { startCheckout } from './start-checkout'
import { undoPayment } from './undo-payment'

const { db, ownerSql } = await testDatabase()
await preparePlatform(db)
const ctx = contextOf(db)
const { stripe, ...desk } = openCardDesk()

const mark = (org: string, invoiceId: string, reference = 'bank 1', paidOn = '2026-11-21') =>
  codeOf(markInvoicePaid(ctx, stripe, org, invoiceId, { paidOn, reference }))

const paymentsOf = async (org: string, invoiceId: string) =>
  (await listPayments(db, org, invoiceId)).map(({ via, appliedTo }) => `${via} ${appliedTo}`).sort()

describe('marking an invoice paid', () => {
  it('records the day and reference once, however often the button is pressed', async () => {
    const { invoiceId } = await makeInvoice(db, 'button')
    const codes = await Promise.all(Array.from({ length: 8 }, () => mark('button', invoiceId)))
    expect(new Set(codes)).toEqual(new Set(['ok']))
    expect(await paymentsOf('button', invoiceId)).toEqual(['bank invoice'])
    expect(await findInvoice(db, 'button', invoiceId)).toMatchObject({ paidOn: '2026-11-21', paidReference: 'bank 1' })
    const entries =
      await ownerSql`select 1 from audit_log where subject = ${invoiceId} and action = 'invoice.mark_paid'`
    expect(entries).toHaveLength(1)
  })

  it('with another reference is refused once it is paid, and so is a day to come', async () => {
    const { invoiceId } = await makeInvoice(db, 'again')
    expect(await mark('again', invoiceId, 'bank 1', '2026-11-22')).toBe('invalid_request')
    expect(await mark('again', invoiceId, 'bank 1', '2026-11-20')).toBe('invalid_request')
    expect(await mark('again', invoiceId)).toBe('ok')
    expect(await mark('again', invoiceId, 'bank 2')).toBe('already_paid')
    expect(await mark('again', 'inv_none')).toBe('not_found')
    expect(await paymentsOf('again', invoiceId)).toEqual(['bank invoice'])
  })

  it('closes the open card form, so that it cannot be paid twice', async () => {
    const { invoiceId } = await makeInvoice(db, 'closing')
    const { clientSecret } = await startCheckout(contextOf(db, payer('closing')), stripe, 'closing', invoiceId)
    expect(await mark('closing', invoiceId)).toBe('ok')
    expect(await desk.pay(clientSecret)).not.toBe('paid')
    expect(await listCheckouts(db, 'closing', invoiceId)).toMatchObject([{ status: 'ended' }])
    expect(await codeOf(startCheckout(contextOf(db, payer('closing')), stripe, 'closing', invoiceId))).toBe(
      'already_paid',
    )
  })

  it('records a card that had paid by then as owed back, and is refused where the card was first', async () => {
    for (const first of ['bank', 'card']) {
      const org = `${first}-first`
      const { invoiceId } = await makeInvoice(db, org)
      const { clientSecret } = await startCheckout(contextOf(db, payer(org)), stripe, org, invoiceId)
      expect(await desk.pay(clientSecret)).toBe('paid')
      const [completed] = (await desk.webhooks('checkout.session.completed')).slice(-1)
      if (!completed) throw new Error('nothing was sent')
      if (first === 'bank') expect(await mark(org, invoiceId)).toBe('ok')
      await deliver(ctx, stripe, completed)
      await deliver(ctx, stripe, completed)
      if (first === 'card') expect(await mark(org, invoiceId)).toBe('already_paid')
      const expected = first === 'bank' ? ['bank invoice', 'card surplus'] : ['card invoice']
      expect(await paymentsOf(org, invoiceId)).toEqual(expected)
      expect(await findInvoice(db, org, invoiceId)).toMatchObject({ paidVia: first })
    }
  })

  it('while the card pays ends in one payment of the invoice; a second one is owed back or refused', async () => {
    for (let round = 0; round < 24; round += 1) {
      const org = `race-${round}`
      const { invoiceId } = await makeInvoice(db, org)
      const member = contextOf(db, payer(org))
      const { clientSecret } = await startCheckout(member, stripe, org, invoiceId)
      const card = async () => {
        if ((await desk.pay(clientSecret)) !== 'paid') return 'closed'
        const events = await desk.webhooks('checkout.session.completed')
        const told = events.slice(-1).map((event) => deliver(ctx, stripe, event))
        await Promise.all([settleCheckout(member, stripe, org, invoiceId), ...told])
        return 'paid'
      }
      const bank = async () => {
        await new Promise((resolve) => setTimeout(resolve, round % 8))
        return mark(org, invoiceId)
      }
      const [byCard, byBank] = await Promise.all([card(), bank()])
      const payments = await paymentsOf(org, invoiceId)
      expect(payments.filter((payment) => payment.endsWith('invoice'))).toHaveLength(1)
      expect(payments.some((payment) => payment.startsWith('card'))).toBe(byCard === 'paid')
      expect(payments.some((payment) => payment.startsWith('bank'))).toBe(byBank === 'ok')
      expect(payments).not.toContain('bank surplus')
    }
  })
})

describe('payments of an invoice', () => {
  const pay = (org: string, invoiceId: string, amount: string, reference: string, more: Partial<BankPayment> = {}) => {
    const given = { amount: minor(parseDecimal(amount, 2) ?? 0n), paidOn: '2026-11-21', reference, ...more }
    return codeOf(markInvoicePaid(ctx, stripe, org, invoiceId, given))
  }
  const standing = async (org: string, invoiceId: string) => {
    const { status, paid, open, credit } = await invoicePayments(ctx, org, invoiceId)
    return [status, paid, open, credit]
  }
  const idOf = async (org: string, invoiceId: string, reference: string) =>
    (await listPayments(db, org, invoiceId)).filter((each) => each.reference === reference).at(-1)?.paymentId ?? ''

  it('come in parts: the rest is open, on the page and at the card form, until they cover the total', async () => {
    const { invoiceId } = await makeInvoice(db, 'parts')
    const total = (await invoicePayments(ctx, 'parts', invoiceId)).total
    const rest = formatDecimal((parseDecimal(total, 2) ?? 0n) - 200n, 2)
    expect(await standing('parts', invoiceId)).toEqual(['open', '0.00', total, '0.00'])
    const codes = await Promise.all(Array.from({ length: 8 }, () => pay('parts', invoiceId, '2.00', 'part 1')))
    expect(new Set(codes)).toEqual(new Set(['ok']))
    expect(await standing('parts', invoiceId)).toEqual(['open', '2.00', rest, '0.00'])
    const member = contextOf(db, payer('parts'))
    expect((await customerInvoice(member, 'parts', invoiceId)).payment).toMatchObject({ paid: '2.00', open: rest })
    const { clientSecret } = await startCheckout(member, stripe, 'parts', invoiceId)
    expect(await desk.pay(clientSecret)).toBe('paid')
    expect(await settleCheckout(member, stripe, 'parts', invoiceId)).toEqual({ status: 'paid' })
    expect(await standing('parts', invoiceId)).toEqual(['paid', total, '0.00', '0.00'])
    expect(await findInvoice(db, 'parts', invoiceId)).toMatchObject({ paidVia: 'card' })
    expect((await paymentsOf('parts', invoiceId)).sort()).toEqual(['bank invoice', 'card invoice'])
  })

  it('close a card form that asks for more than is open', async () => {
    const { invoiceId } = await makeInvoice(db, 'outdated')
    const member = contextOf(db, payer('outdated'))
    const first = await startCheckout(member, stripe, 'outdated', invoiceId)
    expect(await pay('outdated', invoiceId, '2.00', 'part')).toBe('ok')
    expect(await desk.pay(first.clientSecret)).not.toBe('paid')
    const second = await startCheckout(member, stripe, 'outdated', invoiceId)
    expect(second.clientSecret).not.toBe(first.clientSecret)
    expect(await desk.pay(second.clientSecret)).toBe('paid')
    await settleCheckout(member, stripe, 'outdated', invoiceId)
    expect((await standing('outdated', invoiceId)).slice(2)).toEqual(['0.00', '0.00'])
  })

  it('beyond the total are the customer’s, until they are sent back, and no more than that is', async () => {
    const { invoiceId } = await makeInvoice(db, 'over')
    const { total } = await invoicePayments(ctx, 'over', invoiceId)
    const more = formatDecimal((parseDecimal(total, 2) ?? 0n) + 2500n, 2)
    expect(await pay('over', invoiceId, more, 'too much')).toBe('ok')
    expect(await standing('over', invoiceId)).toEqual(['paid', more, '0.00', '25.00'])
    expect(await pay('over', invoiceId, '5.00', 'again')).toBe('already_paid')
    expect(await pay('over', invoiceId, '5.00', 'again', { beyond: true })).toBe('ok')
    expect(await standing('over', invoiceId)).toMatchObject({ 3: '30.00' })
    expect(await pay('over', invoiceId, '30.01', 'back', { kind: 'return' })).toBe('invalid_request')
    expect(await pay('over', invoiceId, '30.00', 'back', { kind: 'return' })).toBe('ok')
    expect(await pay('over', invoiceId, '30.00', 'back', { kind: 'return' })).toBe('ok')
    expect(await standing('over', invoiceId)).toEqual(['paid', total, '0.00', '0.00'])
    expect(await pay('over', invoiceId, '0.01', 'back 2', { kind: 'return' })).toBe('invalid_request')
  })

  it('are undone with a reason, once, and can be recorded again; card payments are not', async () => {
    const { invoiceId } = await makeInvoice(db, 'undone')
    const { total } = await invoicePayments(ctx, 'undone', invoiceId)
    expect(await pay('undone', invoiceId, '2.00', 'one')).toBe('ok')
    expect(await mark('undone', invoiceId, 'two')).toBe('ok')
    expect(await standing('undone', invoiceId)).toEqual(['paid', total, '0.00', '0.00'])
    const one = await idOf('undone', invoiceId, 'one')
    const undo = () => codeOf(undoPayment(ctx, 'undone', invoiceId, one, 'wrong invoice'))
    expect(new Set(await Promise.all([undo(), undo(), undo()]))).toEqual(new Set(['ok']))
    expect(await standing('undone', invoiceId)).toMatchObject(['open', {}, '2.00', '0.00'])
    expect(await findInvoice(db, 'undone', invoiceId)).toMatchObject({ paidAt: null, paidOn: null, paidVia: null })
    expect(await pay('undone', invoiceId, '2.00', 'one')).toBe('ok')
    expect(await pay('undone', invoiceId, '2.00', 'one')).toBe('ok')
    expect(await standing('undone', invoiceId)).toEqual(['paid', total, '0.00', '0.00'])
    expect(await codeOf(undoPayment(ctx, 'undone', invoiceId, 'pay_none', 'x'))).toBe('not_found')
    expect(await codeOf(undoPayment(contextOf(db, payer('undone')), 'undone', invoiceId, one, 'x'))).toBe('not_found')
    const trail = await ownerSql`
      select action, after::jsonb->>'reason' as reason from audit_log where subject = ${invoiceId} and action like 'invoice.%payment'`
    expect([...trail]).toEqual([{ action: 'invoice.undo_payment', reason: 'wrong invoice' }])
    const { payments } = await invoicePayments(ctx, 'undone', invoiceId)
    expect(payments.map(({ reference, undone }) => [reference, undone?.reason ?? null])).toEqual([
      ['one', 'wrong invoice'],
      ['two', null],
      ['one', null],
    ])
  })

  it('in any order, undone or not, come to what a sum of them says', async () => {
    const { invoiceId } = await makeInvoice(db, 'summed')
    const { total } = await invoicePayments(ctx, 'summed', invoiceId)
    const whole = parseDecimal(total, 2) ?? 0n
    let expected = 0n
    const open: { id: string; amount: bigint }[] = []
    for (let step = 0; step < 40; step += 1) {
      const undo = step % 3 === 2 ? open.splice((step * 7) % open.length, 1)[0] : undefined
      if (undo) {
        await undoPayment(ctx, 'summed', invoiceId, undo.id, 'mistake')
        expected -= undo.amount
      } else {
        const amount = BigInt(20 + ((step * 7919) % 90))
        expect(await pay('summed', invoiceId, formatDecimal(amount, 2), `step ${step}`, { beyond: true })).toBe('ok')
        open.push({ id: await idOf('summed', invoiceId, `step ${step}`), amount })
        expected += amount
      }
      const text = (value: bigint) => formatDecimal(value > 0n ? value : 0n, 2)
      expect(await standing('summed', invoiceId)).toEqual([
        expected >= whole ? 'paid' : 'open',
        formatDecimal(expected, 2),
        text(whole - expected),
        text(expected - whole),
      ])
    }
  })
})
