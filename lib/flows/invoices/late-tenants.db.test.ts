import { describe, expect, it } from 'vitest'
import { findOrg } from '@/db/queries/orgs'
import {
  at,
  contextOf,
  issueFor,
  linesOf,
  machine,
  makeOrg,
  makeTenant,
  makeUsage,
  preparePlatform,
} from '@/db/testing/fixtures'
import { testDatabase } from '@/db/testing/test-database'
import type { Ctx } from '@/lib/context'
import { reportTenant } from '@/lib/flows/tenants/report-tenant'
import { checkDocument } from '@/lib/pdf/check-document'
import { runRows } from '@/lib/reads/invoice-run-rows'
import { previewInvoice } from './preview-invoice'
import { verifyInvoice } from './verify-invoice'

const { db } = await testDatabase()
const on = (text: string): Ctx => contextOf(db, undefined, at(text))
const report = contextOf(db, machine(), at('2026-11-20T10:00:00Z'))
const november = on('2026-11-03T10:00:00Z')
const december = on('2026-12-03T10:00:00Z')
const january = on('2027-01-04T10:00:00Z')
await preparePlatform(db)

const remove = (tenant: string, time: string) => reportTenant(report, tenant, { kind: 'delete', at: at(time) })

describe('a fact of a tenant that is told after its month was invoiced', () => {
  it('is credited or billed on the next invoice, by month, and never again', async () => {
    await makeOrg(db, 'late')
    await makeTenant(db, 'late', 'late-leaves', '2026-09-01T00:00:00Z', ['ocr'])
    await makeTenant(db, 'late', 'late-stays', '2026-09-01T00:00:00Z')
    await issueFor(november, 'late', '2026-10')
    await remove('late-leaves', '2026-10-20T10:00:00Z')
    await makeTenant(db, 'late', 'late-comes', '2026-10-22T00:00:00Z', ['ocr'])
    const next = await issueFor(december, 'late', '2026-11')
    expect(linesOf(next)).toEqual([
      ['tenant_fee', 'late-comes', '30/30', '1', '49.00'],
      ['skill', 'late-comes', 'ocr', '30', '45.00'],
      ['tenant_fee', 'late-stays', '30/30', '1', '49.00'],
      ['fee_correction', 'late-comes', '2026-10', '1', '100.00'],
      ['skill_correction', 'late-comes', '2026-10', '1', '15.00'],
      ['fee_correction', 'late-comes', '2026-10', '1', '15.81'],
      ['skill_correction', 'late-leaves', '2026-10', '-1', '-16.50'],
      ['fee_correction', 'late-leaves', '2026-10', '-1', '-17.39'],
    ])
    const after = await issueFor(january, 'late', '2026-12')
    expect(linesOf(after).filter(([kind]) => kind?.endsWith('correction'))).toEqual([])
    for (const { invoiceId } of [next, after]) {
      expect(await verifyInvoice(january, checkDocument, 'late', invoiceId)).toMatchObject({ identical: true })
    }
  })

  it('reaches back over all months that it touches', async () => {
    await makeOrg(db, 'back')
    await makeTenant(db, 'back', 'back-prod', '2026-08-01T00:00:00Z')
    for (const month of ['2026-08', '2026-09', '2026-10']) await issueFor(november, 'back', month)
    await reportTenant(report, 'back-prod', { kind: 'suspend', at: at('2026-09-16T22:00:00Z') })
    await makeUsage(db, 'back', { quantity: '4000', at: '2026-11-05T10:00:00Z' })
    const preview = await previewInvoice(december, 'back', '2026-11')
    expect(linesOf({ snapshot: preview })).toEqual([
      ['usage', 'doc.units', '', '4000', '200.00'],
      ['fee_correction', 'back-prod', '2026-09', '-1', '-22.87'],
      ['fee_correction', 'back-prod', '2026-10', '-1', '-49.00'],
    ])
    const found = await findOrg(db, 'back', december.now)
    expect(found && (await runRows(december, [found], '2026-11'))).toMatchObject([
      { state: 'ready', total: preview.total },
    ])
  })

  it('stays an open credit as long as there is nothing to take it off, and is used up to the last cent', async () => {
    await makeOrg(db, 'carries')
    await makeTenant(db, 'carries', 'carries-prod', '2026-09-01T00:00:00Z')
    await issueFor(november, 'carries', '2026-10')
    await remove('carries-prod', '2026-10-01T10:00:00Z')
    await makeUsage(db, 'carries', { quantity: '200', at: '2026-11-05T10:00:00Z' })
    const first = await issueFor(december, 'carries', '2026-11')
    expect(linesOf(first)).toEqual([
      ['usage', 'doc.units', '', '200', '10.00'],
      ['fee_correction', 'carries-prod', '2026-10', '-1', '-10.00'],
    ])
    expect(first).toMatchObject({ paidVia: 'credit', paidOn: '2026-12-03', snapshot: { total: '0.00', tax: '0.00' } })
    await makeUsage(db, 'carries', { quantity: '2000', at: '2026-12-05T10:00:00Z' })
    const second = await issueFor(january, 'carries', '2026-12')
    expect(linesOf(second)).toEqual([
      ['usage', 'doc.units', '', '2000', '100.00'],
      ['fee_correction', 'carries-prod', '2026-10', '-1', '-37.42'],
    ])
    for (const { invoiceId } of [first, second]) {
      expect(await verifyInvoice(january, checkDocument, 'carries', invoiceId)).toMatchObject({ identical: true })
    }
  })
})
