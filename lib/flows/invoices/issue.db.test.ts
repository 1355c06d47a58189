import { describe, expect, it } from 'vitest'
import { findOrg } from '@/db/queries/orgs'
import {
  at,
  buyerParty,
  contextOf,
  issueFor,
  linesOf,
  machine,
  makeOrg,
  makeTenant,
  makeUsage,
  payer,
  prices,
  sellerParty,
  today,
} from '@/db/testing/fixtures'
import { codeOf, rowCounts } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { snapshotText } from '@/lib/core/invoices/draft'
import { publishPrices } from '@/lib/flows/settings/publish-prices'
import { saveSeller } from '@/lib/flows/settings/save-seller'
import { Refusal } from '@/lib/platform/errors'
import { issueInvoice } from './issue-invoice'
import { previewInvoice } from './preview-invoice'

const { db, ownerSql } = await testDatabase()
const ctx = contextOf(db)

it('refuses to invoice without a seller, and without the parts of one that the law wants', async () => {
  await publishPrices(ctx, { book: 'standard', currency: 'CHF', expected: 0, prices })
  await makeOrg(db, 'early')
  await makeUsage(db, 'early')
  expect(await codeOf(issueInvoice(ctx, 'early', '2026-10'))).toBe('seller_missing')
  await saveSeller(ctx, { ...sellerParty, town: '' })
  expect(await codeOf(issueInvoice(ctx, 'early', '2026-10'))).toBe('seller_missing')
})

describe('issuing', () => {
  it('bills fees, skills and usage to the cent, with VAT, and draws the first number', async () => {
    await saveSeller(ctx, sellerParty)
    await makeOrg(db, 'acme')
    await makeTenant(db, 'acme', 'acme-bot', '2026-10-12T08:00:00Z', ['ocr'])
    await makeUsage(db, 'acme', { quantity: '333' })
    const invoice = await issueFor(ctx, 'acme', '2026-10')
    expect(invoice.number).toBe('2026-000001')
    expect(linesOf(invoice)).toEqual([
      ['setup_fee', 'acme-bot', '', '1', '100.00'],
      ['tenant_fee', 'acme-bot', '20/31', '0.645161290323', '31.61'],
      ['skill', 'acme-bot', 'ocr', '20', '30.00'],
      ['usage', 'doc.units', '', '333', '16.65'],
    ])
    const { net, tax, total, dueOn, issuedOn } = invoice.snapshot
    expect({ net, tax, total, dueOn, issuedOn }).toEqual({
      net: '178.26',
      tax: '14.44',
      total: '192.70',
      issuedOn: '2026-11-21',
      dueOn: '2026-12-21',
    })
    const stored = await ownerSql`
      select count(*)::int as lines, sum(amount)::text as net from invoice_lines where org_id = 'acme'`
    expect(stored[0]).toEqual({ lines: 4, net: '178.26' })
    const queued = await ownerSql`select kind, reference from outbox where org_id = 'acme' order by outbox_id`
    expect([...queued]).toEqual([
      { kind: 'invoice_document', reference: invoice.invoiceId },
      { kind: 'invoice_mail', reference: invoice.invoiceId },
    ])
  })

  it('answers a second call with the first number, and writes nothing', async () => {
    await makeOrg(db, 'twice')
    await makeUsage(db, 'twice')
    const { number, invoiceId } = await issueInvoice(ctx, 'twice', '2026-10')
    const before = await rowCounts(ownerSql)
    const again = await issueInvoice(ctx, 'twice', '2026-10').catch((error: unknown) => error)
    if (!(again instanceof Refusal)) throw new Error('the second call was not refused')
    expect(again.code).toBe('already_invoiced')
    expect(again.facts).toEqual({ invoice_id: invoiceId, number })
    expect(await rowCounts(ownerSql)).toEqual(before)
  })

  it('gives ten callers at once one invoice, and nine of them its number', async () => {
    await makeOrg(db, 'rush')
    await makeUsage(db, 'rush')
    const codes = await Promise.all(Array.from({ length: 10 }, () => codeOf(issueInvoice(ctx, 'rush', '2026-10'))))
    expect(codes.sort()).toEqual([...Array(9).fill('already_invoiced'), 'ok'])
    const rows = await ownerSql`select number from invoices where org_id = 'rush'`
    expect(rows).toHaveLength(1)
  })
})

describe('a preview', () => {
  it('is what issuing gives, byte for byte, and writes nothing', async () => {
    await makeOrg(db, 'looks')
    await makeTenant(db, 'looks', 'looks-bot', '2026-09-20T08:00:00Z', ['ocr'])
    await makeUsage(db, 'looks', { meter: 'llm.input_tokens', quantity: '1234567.891' })
    const before = await rowCounts(ownerSql)
    const preview = await previewInvoice(ctx, 'looks', '2026-10')
    expect(await rowCounts(ownerSql)).toEqual(before)
    const issued = await issueFor(ctx, 'looks', '2026-10')
    expect(issued.text).toBe(snapshotText(preview))
    expect(await codeOf(previewInvoice(ctx, 'looks', '2026-10'))).toBe('already_invoiced')
  })
})

describe('issuing refuses', () => {
  it('a month that is not over in the billing zone, to the minute', async () => {
    await makeOrg(db, 'open-month')
    await makeUsage(db, 'open-month')
    const minuteBefore = contextOf(db, ctx.actor, at('2026-10-31T22:59:59Z'))
    expect(await codeOf(issueInvoice(minuteBefore, 'open-month', '2026-10'))).toBe('month_not_closed')
    expect(await codeOf(issueInvoice(ctx, 'open-month', '2026-11'))).toBe('month_not_closed')
    expect(await codeOf(issueInvoice(ctx, 'open-month', '2030-01'))).toBe('month_not_closed')
    const atMidnight = contextOf(db, ctx.actor, at('2026-10-31T23:00:00Z'))
    expect(await codeOf(issueInvoice(atMidnight, 'open-month', '2026-10'))).toBe('ok')
  })

  it('an org whose address cannot be printed, and reverse charge without a VAT number', async () => {
    await makeOrg(db, 'homeless', { buyer: { ...buyerParty, town: ' ' } })
    await makeUsage(db, 'homeless')
    expect(await codeOf(issueInvoice(ctx, 'homeless', '2026-10'))).toBe('address_missing')
    await makeOrg(db, 'boxes')
    await makeUsage(db, 'boxes')
    await ownerSql`update org_terms set town = '東京' where org_id = 'boxes'`
    expect(await codeOf(issueInvoice(ctx, 'boxes', '2026-10'))).toBe('not_printable')
    await makeOrg(db, 'reverse', { treatment: 'reverse_charge', buyer: { ...buyerParty, country: 'DE' } })
    await makeUsage(db, 'reverse')
    expect(await codeOf(issueInvoice(ctx, 'reverse', '2026-10'))).toBe('address_missing')
  })

  it('a buyer in Switzerland who is charged no VAT, and an exemption by no article', async () => {
    for (const treatment of ['export', 'reverse_charge', 'exempt'] as const) {
      const org = `untaxed-${treatment.slice(0, 4)}`
      await makeOrg(db, org, { treatment })
      await makeUsage(db, org)
      expect(await codeOf(issueInvoice(ctx, org, '2026-10'))).toBe('treatment_wrong')
    }
  })

  it('a skill without a price, rather than billing it at zero', async () => {
    await makeOrg(db, 'skilled')
    await makeTenant(db, 'skilled', 'skilled-bot', '2026-10-12T08:00:00Z', ['unpriced'])
    expect(await codeOf(issueInvoice(ctx, 'skilled', '2026-10'))).toBe('price_missing')
  })

  it('a month before the first price, rather than billing it at zero', async () => {
    await makeOrg(db, 'ancient')
    await makeTenant(db, 'ancient', 'ancient-bot', '2025-12-12T08:00:00Z')
    expect(await codeOf(issueInvoice(ctx, 'ancient', '2025-12'))).toBe('price_missing')
  })

  it('an org nobody knows, a month that is none, and a month with nothing to pay', async () => {
    await makeOrg(db, 'idle')
    expect(await codeOf(issueInvoice(ctx, 'nobody', '2026-10'))).toBe('unknown_org')
    expect(await codeOf(issueInvoice(ctx, 'idle', '2026-13'))).toBe('invalid_request')
    expect(await codeOf(issueInvoice(ctx, 'idle', '2026-10'))).toBe('nothing_to_invoice')
  })

  it('everybody but an administrator', async () => {
    expect(await codeOf(issueInvoice(contextOf(db, payer('acme')), 'acme', '2026-10'))).toBe('not_found')
    expect(await codeOf(issueInvoice(contextOf(db, machine()), 'acme', '2026-10'))).toBe('missing_scope')
    expect(await codeOf(issueInvoice(contextOf(db, { kind: 'nobody' }, today), 'acme', '2026-10'))).toBe(
      'unauthenticated',
    )
  })

  it('leaving nothing behind', async () => {
    const before = await rowCounts(ownerSql)
    const last = await ownerSql`select last from invoice_number_counters`
    for (const org of ['homeless', 'reverse', 'skilled', 'idle', 'nobody']) {
      expect(await codeOf(issueInvoice(ctx, org, '2026-10'))).not.toBe('ok')
    }
    expect(await rowCounts(ownerSql)).toEqual(before)
    expect([...(await ownerSql`select last from invoice_number_counters`)]).toEqual([...last])
    expect(await findOrg(db, 'idle', today)).not.toBeNull()
  })
})
