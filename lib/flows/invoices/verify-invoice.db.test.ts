import { describe, expect, it } from 'vitest'
import {
  at,
  buyerParty,
  config,
  contextOf,
  issueFor,
  machine,
  makeOrg,
  makeTenant,
  makeUsage,
  preparePlatform,
  prices,
} from '@/db/testing/fixtures'
import { testDatabase } from '@/db/testing/test-database'
import { publishPrices } from '@/lib/flows/settings/publish-prices'
import { saveOrg } from '@/lib/flows/settings/save-org'
import { reportTenant } from '@/lib/flows/tenants/report-tenant'
import { checkDocument } from '@/lib/pdf/check-document'
import { verifyInvoice } from './verify-invoice'

const { db, ownerSql } = await testDatabase()
const ctx = contextOf(db)
await preparePlatform(db)

describe('an issued invoice recomputed from the recorded events', () => {
  it('has the same bytes, whatever was recorded, priced or changed since', async () => {
    await makeOrg(db, 'proof')
    await makeTenant(db, 'proof', 'proof-bot', '2026-10-12T08:00:00Z', ['ocr'])
    await makeUsage(db, 'proof', { quantity: '7.3' })
    const { invoiceId, snapshotSha256 } = await issueFor(ctx, 'proof', '2026-10')
    const holds = async () => {
      expect(await verifyInvoice(ctx, checkDocument, 'proof', invoiceId)).toEqual({
        identical: true,
        sha256: snapshotSha256,
        recomputedSha256: snapshotSha256,
        document: { standing: 'missing', sha256: '', difference: '' },
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
    const moved = { ...config, buyer: { ...buyerParty, town: 'Berlin', country: 'DE' }, treatment: 'export' } as const
    await saveOrg(ctx, 'proof', 'Proof moved', 1, moved)
    await holds()
    await ownerSql`insert into tax_rates (version, effective_on, rate) values (3, '2026-10-01', 9.00)`
    await holds()
    await ownerSql`delete from tax_rates where version = 3`
  })

  it('shows a difference where a recorded event was tampered with', async () => {
    await makeOrg(db, 'forged')
    await makeUsage(db, 'forged')
    const { invoiceId } = await issueFor(ctx, 'forged', '2026-10')
    await ownerSql`update usage_events set amount = amount + 1 where org_id = 'forged'`
    expect(await verifyInvoice(ctx, checkDocument, 'forged', invoiceId)).toMatchObject({ identical: false })
  })

  it('shows a difference where the stored document was tampered with', async () => {
    await makeOrg(db, 'redone')
    await makeUsage(db, 'redone')
    const { invoiceId } = await issueFor(ctx, 'redone', '2026-10')
    await ownerSql`update invoices set snapshot = replace(snapshot, 'Käufer', 'Kaufer') where org_id = 'redone'`
    expect(await verifyInvoice(ctx, checkDocument, 'redone', invoiceId)).toMatchObject({ identical: false })
  })
})
