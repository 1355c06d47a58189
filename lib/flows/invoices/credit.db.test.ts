import { expect, it } from 'vitest'
import {
  at,
  contextOf,
  issueFor,
  linesOf,
  makeOrg,
  makeTenant,
  makeUsage,
  preparePlatform,
} from '@/db/testing/fixtures'
import { cardOnFile, giveCredit, makeFunded } from '@/db/testing/funds'
import { testDatabase } from '@/db/testing/test-database'
import type { InvoiceSnapshot } from '@/lib/core/invoices/snapshot'
import { recordPaymentMethod } from '@/lib/flows/funding/record-payment-method'
import { checkDocument } from '@/lib/pdf/check-document'
import { previewInvoice } from './preview-invoice'
import { verifyInvoice } from './verify-invoice'

const { db, ownerSql } = await testDatabase()
const ctx = contextOf(db)
const december = contextOf(db, ctx.actor, at('2026-12-05T10:00:00Z'))
await preparePlatform(db)

const card = cardOnFile()
/** An org on free credit with a card. */
const makeFree = async (org: string, credit: string): Promise<void> => {
  await makeFunded(db, org, 'free_credit', credit)
  await recordPaymentMethod(ctx, org, card)
}
const money = ({ net, tax, total }: InvoiceSnapshot) => [net, tax, total]

it('usage that credit paid in part is billed for the rest, and recomputes to the same bytes', async () => {
  await makeFree('partly', '3')
  await makeUsage(db, 'partly', { quantity: '100' })
  await makeUsage(db, 'partly', { quantity: '1', resource: 'late' })
  const preview = await previewInvoice(ctx, 'partly', '2026-10')
  const invoice = await issueFor(ctx, 'partly', '2026-10')
  expect(linesOf(invoice)).toEqual([
    ['usage', 'doc.units', '', '101', '5.05'],
    ['credit', 'usage', '', '-1', '-3.00'],
  ])
  expect(money(invoice.snapshot)).toEqual(['2.05', '0.17', '2.22'])
  expect(invoice.snapshot).toEqual(preview)
  expect(await verifyInvoice(ctx, checkDocument, 'partly', invoice.invoiceId)).toMatchObject({ identical: true })
  const stored = await ownerSql`select kind, amount::text from invoice_lines where org_id = 'partly' order by position`
  expect(stored.map(({ kind, amount }) => [kind, amount])).toEqual([
    ['usage', '5.05'],
    ['credit', '-3.00'],
  ])
})

it.each([
  ['prepaid', 'prepaid'],
  ['free_credit', 'given'],
] as const)('usage on %s that credit paid in full leaves nothing to invoice', async (biller, org) => {
  await makeFunded(db, org, biller, '100')
  await makeUsage(db, org, { quantity: '33' })
  await makeUsage(db, org, { meter: 'llm.input_tokens', quantity: '1234567' })
  await expect(previewInvoice(ctx, org, '2026-10')).rejects.toMatchObject({ code: 'nothing_to_invoice' })
})

it('fees are billed beside usage that credit paid in full', async () => {
  await makeFunded(db, 'fees', 'prepaid', '100')
  await makeTenant(db, 'fees', 'fees-prod', '2026-10-01T00:00:00+02:00')
  await makeUsage(db, 'fees', { quantity: '33' })
  const invoice = await issueFor(ctx, 'fees', '2026-10')
  expect(linesOf(invoice)).toEqual([
    ['setup_fee', 'fees-prod', '', '1', '100.00'],
    ['tenant_fee', 'fees-prod', '31/31', '1', '49.00'],
    ['usage', 'doc.units', '', '33', '1.65'],
    ['credit', 'usage', '', '-1', '-1.65'],
  ])
  expect(money(invoice.snapshot)).toEqual(['149.00', '12.07', '161.07'])
  expect(await verifyInvoice(ctx, checkDocument, 'fees', invoice.invoiceId)).toMatchObject({ identical: true })
})

it('late usage of an invoiced month is corrected by what of it goes onto the bill', async () => {
  await makeFree('late', '5')
  await makeUsage(db, 'late', { quantity: '120' })
  await issueFor(ctx, 'late', '2026-10')
  await giveCredit(ctx, 'late', '2', { origin: 'free' })
  await makeUsage(db, 'late', { quantity: '60' })
  await makeUsage(db, 'late', { quantity: '10', at: '2026-11-20T10:00:00Z' })
  const november = await issueFor(december, 'late', '2026-11')
  expect(linesOf(november)).toEqual([
    ['usage', 'doc.units', '', '10', '0.50'],
    ['correction', 'doc.units', '2026-10', '60', '3.00'],
    ['credit', 'correction', '2026-10', '-1', '-2.00'],
  ])
  expect(await verifyInvoice(ctx, checkDocument, 'late', november.invoiceId)).toMatchObject({ identical: true })
})

it('an invoice of an org that pays everything by invoice says nothing of credit', async () => {
  await makeOrg(db, 'plain')
  await makeUsage(db, 'plain')
  const { text } = await issueFor(ctx, 'plain', '2026-10')
  expect(text).not.toMatch(/credit|postpaid/)
})
