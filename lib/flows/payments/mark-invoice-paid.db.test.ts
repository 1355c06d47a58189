import { describe, expect, it } from 'vitest'
import { listCheckouts } from '@/db/queries/checkouts'
import { findInvoice, listPayments } from '@/db/queries/invoices'
import { deliver, openCardDesk } from '@/db/testing/card-payments'
import { contextOf, makeInvoice, payer, preparePlatform } from '@/db/testing/fixtures'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { markInvoicePaid } from './mark-invoice-paid'
import { settleCheckout } from './settle-checkout'
import { startCheckout } from './start-checkout'

const { db, ownerSql } = await testDatabase()
await preparePlatform(db)
const ctx = contextOf(db)
const { stripe, ...desk } = openCardDesk()

const mark = (org: string, invoiceId: string, reference = 'bank 1', paidOn = '2026-11-20') =>
  codeOf(markInvoicePaid(ctx, stripe, org, invoiceId, { paidOn, reference }))

const paymentsOf = async (org: string, invoiceId: string) =>
  (await listPayments(db, org, invoiceId)).map(({ via, appliedTo }) => `${via} ${appliedTo}`).sort()

describe('marking an invoice paid', () => {
  it('records the day and reference once, however often the button is pressed', async () => {
    const { invoiceId } = await makeInvoice(db, 'button')
    const codes = await Promise.all(Array.from({ length: 8 }, () => mark('button', invoiceId)))
    expect(new Set(codes)).toEqual(new Set(['ok']))
    expect(await paymentsOf('button', invoiceId)).toEqual(['bank invoice'])
    expect(await findInvoice(db, 'button', invoiceId)).toMatchObject({ paidOn: '2026-11-20', paidReference: 'bank 1' })
    const entries =
      await ownerSql`select 1 from audit_log where subject = ${invoiceId} and action = 'invoice.mark_paid'`
    expect(entries).toHaveLength(1)
  })

  it('with another reference is refused once it is paid, and so is a day to come', async () => {
    const { invoiceId } = await makeInvoice(db, 'again')
    expect(await mark('again', invoiceId, 'bank 1', '2026-11-22')).toBe('invalid_request')
    expect(await mark('again', invoiceId)).toBe('ok')
    expect(await mark('again', invoiceId, 'bank 2')).toBe('already_paid')
    expect(await mark('again', 'inv_none')).toBe('not_found')
    expect(await paymentsOf('again', invoiceId)).toEqual(['bank invoice'])
  })

  it('closes the open card form, so that it can not be paid twice', async () => {
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
