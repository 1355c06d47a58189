import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { connect, disconnect } from '@/db/client'
import { storeInvoiceDocument } from '@/db/commands/store-invoice-document'
import { findInvoice, findInvoiceDocument } from '@/db/queries/invoices'
import { admin, contextOf, issueFor, makeOrg, makeUsage, preparePlatform } from '@/db/testing/fixtures'
import { testDatabase } from '@/db/testing/test-database'
import { deliverDocuments } from '@/lib/flows/outbox/deliver'
import { checkDocument } from '@/lib/pdf/check-document'
import { renderDocument } from '@/lib/pdf/render-document'
import { renderInvoicePdf } from '@/lib/pdf/render-invoice'
import { Refusal } from '@/lib/platform/errors'
import { adminDeliveries } from '@/lib/reads/admin-deliveries'
import { readInvoiceDocument } from './read-document'
import { replaceDocument } from './replace-document'
import { type VerifiedInvoice, verifyAll } from './verify-all'
import { verifyInvoice } from './verify-invoice'

const { db, ownerSql, url } = await testDatabase()
const ctx = contextOf(db)
await preparePlatform(db)

describe('the stored document of an issued invoice', () => {
  const documents = { render: renderDocument, check: checkDocument }
  const owner = () => connect({ url, role: 'owner', connections: 1 })
  const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

  const issued = async (org: string): Promise<string> => {
    await makeOrg(db, org)
    await makeUsage(db, org, { quantity: '1138' })
    return (await issueFor(ctx, org, '2026-10')).invoiceId
  }

  /** Stores what an earlier version might have: a document of the same invoice that lost a digit. */
  const storeWrong = async (org: string, invoiceId: string): Promise<Uint8Array> => {
    const invoice = await findInvoice(db, org, invoiceId)
    if (!invoice) throw new Error('no such invoice')
    const { snapshot, number } = invoice
    const lines = snapshot.lines.map((line) => ({ ...line, quantity: '138' }))
    const content = await renderInvoicePdf({ snapshot: { ...snapshot, lines }, number })
    await storeInvoiceDocument(db, org, invoiceId, 'pdf', { content, sha256: sha256Of(content) }, ctx.now)
    return content
  }

  it('is right as it was rendered, and wrong where a figure or its bytes differ', async () => {
    const invoiceId = await issued('paper')
    await readInvoiceDocument(ctx, renderInvoicePdf, 'paper', invoiceId)
    expect((await verifyInvoice(ctx, checkDocument, 'paper', invoiceId)).document.standing).toBe('right')
    await ownerSql`update invoice_documents set content = content || 'x' where org_id = 'paper'`
    expect((await verifyInvoice(ctx, checkDocument, 'paper', invoiceId)).document).toMatchObject({
      standing: 'wrong',
      difference: expect.stringContaining('digest'),
    })
    const other = await issued('lossy')
    await storeWrong('lossy', other)
    const found = await verifyInvoice(ctx, checkDocument, 'lossy', other)
    expect(found).toMatchObject({ identical: true, document: { standing: 'wrong' } })
    expect(found.document.difference).toMatch(/should say "1’138" and reads "138/)
  })

  it('is replaced where it is wrong, by the owner alone; the wrong bytes and both digests are kept', async () => {
    const invoiceId = await issued('mended')
    const wrong = await storeWrong('mended', invoiceId)
    await expect(replaceDocument(ctx, documents, 'mended', invoiceId)).rejects.toThrow(/permission denied/)
    const ownerDb = owner()
    try {
      const asOwner = { ...ctx, db: ownerDb }
      const replaced = await replaceDocument(asOwner, documents, 'mended', invoiceId)
      expect(replaced?.wrongSha256).toBe(sha256Of(wrong))
      const { document } = await verifyInvoice(ctx, checkDocument, 'mended', invoiceId)
      expect(document).toEqual({ standing: 'right', sha256: replaced?.sha256, difference: '' })
      const [kept] = await ownerSql<{ content: Uint8Array; sha256: string; replacement_sha256: string }[]>`
        select content, sha256, replacement_sha256 from replaced_documents where org_id = 'mended'`
      expect(Buffer.from(kept?.content ?? []).equals(Buffer.from(wrong))).toBe(true)
      expect(kept).toMatchObject({ sha256: replaced?.wrongSha256, replacement_sha256: replaced?.sha256 })
      const [entry] = await ownerSql<{ before: string; after: string }[]>`
        select before, after from audit_log where action = 'invoice.document_replace' and org_id = 'mended'`
      expect(entry?.before).toContain(replaced?.wrongSha256)
      expect(entry?.after).toContain(replaced?.sha256)
      expect(await replaceDocument(asOwner, documents, 'mended', invoiceId)).toBeNull()
    } finally {
      await disconnect(ownerDb)
    }
  })

  it('is found among all of them', async () => {
    await storeWrong('straying', await issued('straying'))
    const found = new Map<string, VerifiedInvoice['verification']>()
    for await (const { org, verification } of verifyAll(ctx, checkDocument)) found.set(org, verification)
    expect(found.get('straying')).toMatchObject({ identical: true, document: { standing: 'wrong' } })
    expect(found.get('mended')).toMatchObject({ identical: true, document: { standing: 'right' } })
  })

  it('is not stored where its text is not what the invoice says', async () => {
    const invoiceId = await issued('refused')
    const render = async (): Promise<never> => {
      throw new Refusal('document_wrong', 'The document does not say what the invoice says.')
    }
    await deliverDocuments({ ...ctx, now: ctx.now.add({ hours: 1 }) }, render)
    expect(await findInvoiceDocument(db, 'refused', invoiceId, 'pdf')).toBeNull()
    const [work] = await ownerSql<{ last_error: string }[]>`
      select last_error from outbox where org_id = 'refused' and kind = 'invoice_document'`
    expect(work?.last_error).toBe('The document does not say what the invoice says.')
    const asked = {
      state: 'failing',
      org: 'refused',
      cell: undefined,
      before: undefined,
      after: undefined,
      open: undefined,
    }
    const { rows, failing } = await adminDeliveries(contextOf(db, admin), asked)
    expect(rows).toMatchObject([
      {
        tells: 'document',
        id: invoiceId,
        number: '2026-000005',
        state: 'failing',
        error: work?.last_error,
        attempts: 1,
      },
    ])
    expect(failing).toBeGreaterThan(0)
  })
})
