import { describe, expect, it } from 'vitest'
import { findInvoice, type IssuedInvoice } from '@/db/queries/invoices'
import { findOrg } from '@/db/queries/orgs'
import {
  at,
  buyerParty,
  codeOf,
  config,
  contextOf,
  machine,
  makeOrg,
  makeTenant,
  makeUsage,
  payer,
  preparePlatform,
  prices,
  rowCounts,
  today,
} from '@/db/testing/fixtures'
import { testDatabase } from '@/db/testing/test-database'
import { snapshotText } from '@/lib/core/invoices/draft'
import { publishPrices } from '@/lib/flows/settings/publish-prices'
import { saveOrg } from '@/lib/flows/settings/save-org'
import { reportTenant } from '@/lib/flows/tenants/report-tenant'
import { Refusal } from '@/lib/platform/errors'
import { issueInvoice } from './issue-invoice'
import { previewInvoice } from './preview-invoice'
import { verifyInvoice } from './verify-invoice'

const { db, ownerSql } = await testDatabase()
const ctx = contextOf(db)

const issue = async (org: string, month: string, on = ctx): Promise<IssuedInvoice> => {
  const { invoiceId } = await issueInvoice(on, org, month)
  const invoice = await findInvoice(db, org, invoiceId)
  if (!invoice) throw new Error(`${invoiceId} is not there`)
  return invoice
}

const linesOf = ({ snapshot }: Pick<IssuedInvoice, 'snapshot'>) =>
  snapshot.lines.map(({ kind, subject, detail, quantity, amount }) => [kind, subject, detail, quantity, amount])

const corrections = (invoice: IssuedInvoice) => linesOf(invoice).filter(([kind]) => kind === 'correction')

const december = contextOf(db, ctx.actor, at('2026-12-03T10:00:00Z'))
const january = contextOf(db, ctx.actor, at('2027-01-04T10:00:00Z'))

it('refuses to invoice without a seller, and without the parts of one that the law wants', async () => {
  await publishPrices(ctx, { book: 'standard', currency: 'CHF', expected: 0, prices })
  await makeOrg(db, 'early')
  await makeUsage(db, 'early')
  expect(await codeOf(issueInvoice(ctx, 'early', '2026-10'))).toBe('seller_missing')
})

describe('issuing', () => {
  it('bills fees, skills and usage to the cent, with VAT, and draws the first number', async () => {
    await preparePlatform(db).catch(() => undefined)
    await makeOrg(db, 'acme')
    await makeTenant(db, 'acme', 'acme-bot', '2026-10-12T08:00:00Z', ['ocr'])
    await makeUsage(db, 'acme', { quantity: '333' })
    const invoice = await issue('acme', '2026-10')
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
    const queued = await ownerSql`select kind, reference from outbox where org_id = 'acme'`
    expect([...queued]).toEqual([{ kind: 'invoice_document', reference: invoice.invoiceId }])
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
    const issued = await issue('looks', '2026-10')
    expect(issued.text).toBe(snapshotText(preview))
    expect(await codeOf(previewInvoice(ctx, 'looks', '2026-10'))).toBe('already_invoiced')
  })
})

describe('an issued invoice recomputed from the recorded events', () => {
  it('has the same bytes, whatever was recorded, priced or changed since', async () => {
    await makeOrg(db, 'proof')
    await makeTenant(db, 'proof', 'proof-bot', '2026-10-12T08:00:00Z', ['ocr'])
    await makeUsage(db, 'proof', { quantity: '7.3' })
    const { invoiceId, snapshotSha256 } = await issue('proof', '2026-10')
    const holds = async () => {
      expect(await verifyInvoice(ctx, 'proof', invoiceId)).toEqual({
        identical: true,
        sha256: snapshotSha256,
        recomputedSha256: snapshotSha256,
      })
    }
    await holds()
    await makeUsage(db, 'proof', { at: '2026-10-31T22:59:59Z' })
    await holds()
    await reportTenant(contextOf(db, machine()), 'proof-bot', { kind: 'delete', at: at('2026-10-20T08:00:00Z') })
    await holds()
    const dearer = {
      ...prices,
      effectiveOn: '2026-02-01',
      monthlyFee: '99.00',
      skills: [],
      note: 'dearer from earlier',
    }
    await publishPrices(ctx, { book: 'standard', currency: 'CHF', expected: 1, prices: dearer })
    await publishPrices(ctx, {
      book: 'standard',
      currency: 'CHF',
      expected: 2,
      prices: { ...prices, effectiveOn: '2026-02-01' },
    })
    await holds()
    const moved = { ...config, buyer: { ...buyerParty, town: 'Bern' }, treatment: 'export' } as const
    await saveOrg(ctx, 'proof', 'Proof moved', 1, moved)
    await holds()
    await ownerSql`insert into tax_rates (version, effective_on, rate) values (3, '2026-10-01', 9.00)`
    await holds()
    await ownerSql`delete from tax_rates where version = 3`
  })

  it('shows a difference where a recorded event was tampered with', async () => {
    await makeOrg(db, 'forged')
    await makeUsage(db, 'forged')
    const { invoiceId } = await issue('forged', '2026-10')
    await ownerSql`update usage_events set amount = amount + 1 where org_id = 'forged'`
    expect(await verifyInvoice(ctx, 'forged', invoiceId)).toMatchObject({ identical: false })
  })

  it('shows a difference where the stored document was tampered with', async () => {
    await makeOrg(db, 'redone')
    await makeUsage(db, 'redone')
    const { invoiceId } = await issue('redone', '2026-10')
    await ownerSql`update invoices set snapshot = replace(snapshot, 'Käufer', 'Kaufer') where org_id = 'redone'`
    expect(await verifyInvoice(ctx, 'redone', invoiceId)).toMatchObject({ identical: false })
  })
})

describe('late usage of an invoiced month', () => {
  it('lands on the next invoice as a correction, once', async () => {
    await makeOrg(db, 'late')
    await makeUsage(db, 'late', { quantity: '10' })
    await issue('late', '2026-10')
    await makeUsage(db, 'late', { quantity: '3', at: '2026-10-31T22:59:59Z' })
    await makeUsage(db, 'late', { quantity: '20', at: '2026-11-02T10:00:00Z' })
    const november = await issue('late', '2026-11', december)
    expect(linesOf(november)).toEqual([
      ['usage', 'doc.units', '', '20', '1.00'],
      ['correction', 'doc.units', '2026-10', '3', '0.15'],
    ])
    await makeUsage(db, 'late', { quantity: '40', at: '2026-12-02T10:00:00Z' })
    const next = await issue('late', '2026-12', january)
    expect(linesOf(next)).toEqual([['usage', 'doc.units', '', '40', '2.00']])
    for (const { invoiceId } of [november, next]) {
      expect(await verifyInvoice(ctx, 'late', invoiceId)).toMatchObject({ identical: true })
    }
  })

  it('is billed once where two later months are issued at the same moment, in any order', async () => {
    for (let round = 0; round < 12; round += 1) {
      const org = `pair-${round}`
      await makeOrg(db, org)
      await makeUsage(db, org, { quantity: '10' })
      await issue(org, '2026-10')
      await makeUsage(db, org, { quantity: '7' })
      await makeUsage(db, org, { quantity: '20', at: '2026-11-02T10:00:00Z' })
      await makeUsage(db, org, { quantity: '40', at: '2026-12-02T10:00:00Z' })
      const both = await Promise.all([issue(org, '2026-12', january), issue(org, '2026-11', january)])
      expect(both.flatMap(corrections)).toEqual([['correction', 'doc.units', '2026-10', '7', '0.35']])
      for (const { invoiceId } of both) {
        expect(await verifyInvoice(ctx, org, invoiceId)).toMatchObject({ identical: true })
      }
    }
  })

  it('is billed whole and once where usage streams in while months are issued', async () => {
    await makeOrg(db, 'stream')
    await makeUsage(db, 'stream', { quantity: '1' })
    const months = ['2026-09', '2026-10', '2026-11', '2026-12']
    const days = ['2026-09-10T10:00:00Z', '2026-10-10T10:00:00Z', '2026-11-10T10:00:00Z', '2026-12-10T10:00:00Z']
    const later = contextOf(db, ctx.actor, at('2027-02-04T10:00:00Z'))
    for (const day of days) await makeUsage(db, 'stream', { quantity: '1', at: day })
    let streamed = 5
    let issuing = true
    const stream = async () => {
      while (issuing) {
        await makeUsage(db, 'stream', { quantity: '1', at: days[streamed % 4] ?? '' })
        streamed += 1
      }
    }
    const streams = [stream(), stream()]
    for (const month of months) await issue('stream', month, later)
    issuing = false
    await Promise.all(streams)
    await makeUsage(db, 'stream', { quantity: '1', at: '2027-01-10T10:00:00Z' })
    await issue('stream', '2027-01', later)
    const [billed] = await ownerSql`
      select sum(quantity)::int as quantity from invoice_lines where org_id = 'stream'`
    const [used] = await ownerSql`select sum(quantity)::int as quantity from usage_events where org_id = 'stream'`
    expect(billed).toEqual(used)
    expect(used?.quantity).toBe(streamed + 1)
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

  it('an org whose address can not be printed, and reverse charge without a VAT number', async () => {
    await makeOrg(db, 'homeless', { buyer: { ...buyerParty, town: ' ' } })
    await makeUsage(db, 'homeless')
    expect(await codeOf(issueInvoice(ctx, 'homeless', '2026-10'))).toBe('address_missing')
    await makeOrg(db, 'reverse', { treatment: 'reverse_charge' })
    await makeUsage(db, 'reverse')
    expect(await codeOf(issueInvoice(ctx, 'reverse', '2026-10'))).toBe('address_missing')
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
    expect(await findOrg(db, 'idle')).not.toBeNull()
  })
})
