import { describe, expect, it } from 'vitest'
import { issueInvoice } from '@/db/commands/issue-invoice'
import type { IssuedInvoice } from '@/db/queries/invoices'
import {
  at,
  contextOf,
  invoiceWrite,
  issueFor,
  linesOf,
  makeOrg,
  makeUsage,
  preparePlatform,
} from '@/db/testing/fixtures'
import { testDatabase } from '@/db/testing/test-database'
import { checkDocument } from '@/lib/pdf/check-document'
import { previewInvoice } from './preview-invoice'
import { verifyInvoice } from './verify-invoice'

const { db, ownerSql } = await testDatabase()
const ctx = contextOf(db)
const december = contextOf(db, ctx.actor, at('2026-12-03T10:00:00Z'))
const january = contextOf(db, ctx.actor, at('2027-01-04T10:00:00Z'))
await preparePlatform(db)

const previewIn = async (org: string, month: string, usage: { quantity: string; at: string }) => {
  await makeUsage(db, org, usage)
  return previewInvoice(december, org, month)
}

const corrections = (invoice: IssuedInvoice) => linesOf(invoice).filter(([kind]) => kind === 'correction')

describe('late usage of an invoiced month', () => {
  it('lands on the next invoice as a correction, once', async () => {
    await makeOrg(db, 'late')
    await makeUsage(db, 'late', { quantity: '10' })
    await issueFor(ctx, 'late', '2026-10')
    await makeUsage(db, 'late', { quantity: '3', at: '2026-10-31T22:59:59Z' })
    await makeUsage(db, 'late', { quantity: '20', at: '2026-11-02T10:00:00Z' })
    const november = await issueFor(december, 'late', '2026-11')
    expect(linesOf(november)).toEqual([
      ['usage', 'doc.units', '', '20', '1.00'],
      ['correction', 'doc.units', '2026-10', '3', '0.15'],
    ])
    await makeUsage(db, 'late', { quantity: '40', at: '2026-12-02T10:00:00Z' })
    const next = await issueFor(january, 'late', '2026-12')
    expect(linesOf(next)).toEqual([['usage', 'doc.units', '', '40', '2.00']])
    for (const { invoiceId } of [november, next]) {
      expect(await verifyInvoice(ctx, checkDocument, 'late', invoiceId)).toMatchObject({ identical: true })
    }
  })

  it('is billed once where two later months are issued at the same moment, in any order', async () => {
    for (let round = 0; round < 12; round += 1) {
      const org = `pair-${round}`
      await makeOrg(db, org)
      await makeUsage(db, org, { quantity: '10' })
      await issueFor(ctx, org, '2026-10')
      await makeUsage(db, org, { quantity: '7' })
      await makeUsage(db, org, { quantity: '20', at: '2026-11-02T10:00:00Z' })
      await makeUsage(db, org, { quantity: '40', at: '2026-12-02T10:00:00Z' })
      const both = await Promise.all([issueFor(january, org, '2026-12'), issueFor(january, org, '2026-11')])
      expect(both.flatMap(corrections)).toEqual([['correction', 'doc.units', '2026-10', '7', '0.35']])
      for (const { invoiceId } of both) {
        expect(await verifyInvoice(ctx, checkDocument, org, invoiceId)).toMatchObject({ identical: true })
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
    for (const month of months) await issueFor(later, 'stream', month)
    issuing = false
    await Promise.all(streams)
    await makeUsage(db, 'stream', { quantity: '1', at: '2027-01-10T10:00:00Z' })
    await issueFor(later, 'stream', '2027-01')
    const [billed] = await ownerSql`
      select sum(quantity)::int as quantity from invoice_lines where org_id = 'stream'`
    const [used] = await ownerSql`select sum(quantity)::int as quantity from usage_events where org_id = 'stream'`
    expect(billed).toEqual(used)
    expect(used?.quantity).toBe(streamed + 1)
  })
})

it('a draft made before another month was issued is stale, even where both saw the same facts', async () => {
  await makeOrg(db, 'overtaken')
  await makeUsage(db, 'overtaken', { quantity: '1', at: '2026-09-10T10:00:00Z' })
  await issueFor(ctx, 'overtaken', '2026-09')
  const october = await previewIn('overtaken', '2026-10', { quantity: '2', at: '2026-10-10T10:00:00Z' })
  const november = await previewIn('overtaken', '2026-11', { quantity: '4', at: '2026-11-10T10:00:00Z' })
  expect((await issueInvoice(db, invoiceWrite(october, 'inv_october'))).outcome).toBe('issued')
  expect((await issueInvoice(db, invoiceWrite(november, 'inv_november'))).outcome).toBe('stale')
  const again = await issueFor(december, 'overtaken', '2026-11')
  expect(await verifyInvoice(ctx, checkDocument, 'overtaken', again.invoiceId)).toMatchObject({ identical: true })
  expect(linesOf(again)).toEqual([['usage', 'doc.units', '', '4', '0.20']])
})
