import { beforeAll, describe, expect, it } from 'vitest'
import {
  admin,
  at,
  contextOf,
  issueFor,
  linesOf,
  machine,
  makeOrg,
  makeUsage,
  preparePlatform,
} from '@/db/testing/fixtures'
import { makeFunded } from '@/db/testing/funds'
import { testDatabase } from '@/db/testing/test-database'
import type { Ctx } from '@/lib/context'
import { parseDecimal } from '@/lib/core/money/decimal'
import { saveFunding } from '@/lib/flows/funding/save-funding'
import { disagreements } from '@/lib/flows/funding/testing/disagreements'
import { amendUsage, takeBackUsage } from '@/lib/flows/usage/change-usage'
import { checkDocument } from '@/lib/pdf/check-document'
import { renderInvoicePdf } from '@/lib/pdf/render-invoice'
import { adminInvoiceRun } from '@/lib/reads/admin-invoice-run'
import { adminRecordedLate } from '@/lib/reads/admin-recorded-late'
import { previewInvoice } from './preview-invoice'
import { readInvoiceDocument } from './read-document'
import { verifyInvoice } from './verify-invoice'

const { db, ownerSql } = await testDatabase()
const ctx = contextOf(db)
const asked = contextOf(db, machine(), at('2026-12-03T09:00:00Z'))
const december = contextOf(db, admin, at('2026-12-03T10:00:00Z'))
const january = contextOf(db, admin, at('2027-01-04T10:00:00Z'))
beforeAll(() => preparePlatform(db))

const november = '2026-11-02T10:00:00Z'
const takeBack = (org: string, key: string) => takeBackUsage(asked, { org, key, reason: '' })
const amend = (org: string, key: string, quantity: string) =>
  amendUsage(asked, { org, key, reason: '', to: { quantity: parseDecimal(quantity, 12) ?? 0n }, changeKey: '' })
const expectVerified = async (org: string, ...invoices: readonly { readonly invoiceId: string }[]) => {
  for (const { invoiceId } of invoices) {
    expect(await verifyInvoice(ctx, checkDocument, org, invoiceId)).toMatchObject({ identical: true })
  }
  expect(await disagreements(ownerSql)).toEqual([])
}

const runOf = async (ctx: Ctx, org: string, month: string) => {
  const asked = { month, orgs: [], query: org, page: 1 }
  const row = (await adminInvoiceRun(ctx, asked)).rows.find((each) => each.org === org)
  return [row?.state, row?.state === 'nothing' ? row.carried : '']
}

describe('usage of a month that is not invoiced', () => {
  it('is on no invoice once it is taken back, and at its new figure once it is amended', async () => {
    await makeOrg(db, 'net')
    await makeUsage(db, 'net', { key: 'stays', quantity: '10' })
    await makeUsage(db, 'net', { key: 'gone', quantity: '40' })
    await makeUsage(db, 'net', { key: 'less', quantity: '30', at: '2026-10-16T10:00:00Z' })
    await makeUsage(db, 'net', { key: 'alone', quantity: '2', meter: 'llm.input_tokens' })
    expect(await takeBack('net', 'gone')).toMatchObject({ invoiced: false })
    expect(await takeBack('net', 'alone')).toMatchObject({ invoiced: false })
    await amend('net', 'less', '20')
    expect((await previewInvoice(ctx, 'net', '2026-10')).lines.map(({ quantity }) => quantity)).toEqual(['30'])
    const invoice = await issueFor(ctx, 'net', '2026-10')
    expect(linesOf(invoice)).toEqual([['usage', 'doc.units', '', '30', '1.50']])
    await expectVerified('net', invoice)
  })
})

describe('usage of an invoiced month', () => {
  it('waits for an invoice that is larger, if it comes to more than the next one', async () => {
    await makeOrg(db, 'larger')
    await makeUsage(db, 'larger', { key: 'k', quantity: '100' })
    const first = await issueFor(ctx, 'larger', '2026-10')
    await takeBack('larger', 'k')
    await makeUsage(db, 'larger', { quantity: '60', at: november })
    const words =
      'CHF 5.00 of credit for earlier months exceeds this month’s charges of CHF 3.00. The credit comes off the next ' +
      'invoice that is larger. After that, this month can be invoiced.'
    await expect(previewInvoice(december, 'larger', '2026-11')).rejects.toMatchObject({
      code: 'nothing_to_invoice',
      sentence: `larger has nothing to pay for 2026-11. ${words}`,
      facts: { month: '2026-11', credit: '5.00', charges: '3.00', currency: 'CHF' },
    })
    expect(await runOf(december, 'larger', '2026-11')).toEqual(['nothing', words])
    const [late] = (await adminRecordedLate(december, undefined)).orgs
    expect(late).toMatchObject({ org: 'larger', items: [{ month: '2026-10', amount: '-5.00' }] })
    await makeUsage(db, 'larger', { quantity: '140', at: '2026-12-02T10:00:00Z' })
    const second = await issueFor(january, 'larger', '2026-12')
    const third = await issueFor(january, 'larger', '2026-11')
    expect([second.snapshot.net, third.snapshot.net]).toEqual(['2.00', '3.00'])
    expect((await adminRecordedLate(january, undefined)).orgs.filter(({ org }) => org === 'larger')).toEqual([])
    await expectVerified('larger', first, second, third)
  })

  it('that is taken back comes off the next invoice as a dated correction, once', async () => {
    await makeOrg(db, 'back')
    await makeUsage(db, 'back', { key: 'k', quantity: '40' })
    await makeUsage(db, 'back', { quantity: '10' })
    const first = await issueFor(ctx, 'back', '2026-10')
    expect(await takeBack('back', 'k')).toMatchObject({ invoiced: true })
    await makeUsage(db, 'back', { quantity: '100', at: november })
    const [late] = (await adminRecordedLate(december, undefined)).orgs
    expect(late).toMatchObject({ org: 'back', items: [{ month: '2026-10', kind: 'usage', amount: '-2.00' }] })
    const second = await issueFor(december, 'back', '2026-11')
    expect(linesOf(second)).toEqual([
      ['usage', 'doc.units', '', '100', '5.00'],
      ['correction', 'doc.units', '2026-10', '-40', '-2.00'],
    ])
    await makeUsage(db, 'back', { quantity: '20', at: '2026-12-02T10:00:00Z' })
    const third = await issueFor(january, 'back', '2026-12')
    expect(linesOf(third)).toEqual([['usage', 'doc.units', '', '20', '1.00']])
    await expectVerified('back', first, second, third)
  })

  it('that is amended is corrected by the difference', async () => {
    await makeOrg(db, 'amended')
    await makeUsage(db, 'amended', { key: 'k', quantity: '40' })
    const first = await issueFor(ctx, 'amended', '2026-10')
    await amend('amended', 'k', '25')
    await makeUsage(db, 'amended', { quantity: '100', at: november })
    const second = await issueFor(december, 'amended', '2026-11')
    expect(linesOf(second)).toEqual([
      ['usage', 'doc.units', '', '100', '5.00'],
      ['correction', 'doc.units', '2026-10', '-15', '-0.75'],
    ])
    await expectVerified('amended', first, second)
  })

  it('that free units had paid gives them back, and changes nothing that is to be paid', async () => {
    await makeFunded(db, 'credit', 'linked', '40')
    await saveFunding(ctx, 'credit', { subscribed: true })
    await makeUsage(db, 'credit', { key: 'k', quantity: '40' })
    await makeUsage(db, 'credit', { quantity: '20' })
    const first = await issueFor(ctx, 'credit', '2026-10')
    expect(linesOf(first).map(([, , , , amount]) => amount)).toEqual(['3.00', '-2.00'])
    await takeBack('credit', 'k')
    const [grant] =
      await ownerSql`select trim_scale(remaining)::text as left from credit_grants where org_id = 'credit'`
    expect(grant?.left).toBe('40')
    await makeUsage(db, 'credit', { quantity: '60', at: november })
    const second = await issueFor(december, 'credit', '2026-11')
    expect(linesOf(second)).toEqual([
      ['usage', 'doc.units', '', '60', '3.00'],
      ['credit', 'usage', '', '-1', '-2.00'],
      ['correction', 'doc.units', '2026-10', '-40', '-2.00'],
      ['credit', 'correction', '2026-10', '-1', '2.00'],
    ])
    expect(second.snapshot.net).toBe('1.00')
    await readInvoiceDocument(ctx, renderInvoicePdf, 'credit', second.invoiceId)
    const { document } = await verifyInvoice(ctx, checkDocument, 'credit', second.invoiceId)
    expect(document.standing).toBe('right')
    await expectVerified('credit', first, second)
  })
})
