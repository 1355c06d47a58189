import { unzipSync } from 'fflate'
import { expect, it } from 'vitest'
import { contextOf, issueFor, makeInvoice, makeUsage, payer, preparePlatform } from '@/db/testing/fixtures'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { zipParts } from '@/lib/http/zip'
import { type RenderInvoice, readInvoiceDocument } from './read-document'
import { type AskedDocuments, readInvoiceDocuments } from './read-documents'

const { db } = await testDatabase()
const ctx = contextOf(db)
let rendered = 0
/** Never the same bytes twice, so that only what is stored can be equal. */
const render: RenderInvoice = async ({ number }) => {
  rendered += 1
  return new TextEncoder().encode(`%PDF ${number} ${rendered}`)
}

const zipped = async (asked: Omit<AskedDocuments, 'today'>) => {
  const parts: Uint8Array[] = []
  for await (const part of zipParts(await readInvoiceDocuments(ctx, render, { today: '2026-11-21', ...asked }))) {
    parts.push(part)
  }
  return unzipSync(Buffer.concat(parts))
}

it('an archive holds the stored bytes of every invoice that matches, no matter who had it rendered first', async () => {
  await preparePlatform(db)
  const [one, other] = [await makeInvoice(db, 'one'), await makeInvoice(db, 'other')]
  await makeUsage(db, 'one', { at: '2026-09-10T10:00:00Z' })
  const september = await issueFor(ctx, 'one', '2026-09')
  const before = await readInvoiceDocument(ctx, render, 'one', one.invoiceId)
  const files = await zipped({})
  expect(Object.keys(files).sort()).toEqual([one, other, september].map(({ number }) => `${number}.pdf`).sort())
  expect(files[`${one.number}.pdf`]).toEqual(new Uint8Array(before.content))
  for (const { orgId, invoiceId, number } of [one, other, september]) {
    const { content } = await readInvoiceDocument(ctx, render, orgId, invoiceId)
    expect(files[`${number}.pdf`]).toEqual(new Uint8Array(content))
  }
  expect(Object.keys(await zipped({ org: 'one', month: '2026-09' }))).toEqual([`${september.number}.pdf`])
  const chosen = [
    { org: 'other', invoiceId: other.invoiceId },
    { org: 'one', invoiceId: other.invoiceId },
  ]
  expect(Object.keys(await zipped({ chosen }))).toEqual([`${other.number}.pdf`])
})

it('an archive of nothing, or for somebody who does not run the platform, is refused before it begins', async () => {
  expect(await codeOf(zipped({ month: '2020-01' }))).toBe('not_found')
  expect(await codeOf(zipped({ chosen: [] }))).toBe('not_found')
  const customer = contextOf(db, payer('one'))
  expect(await codeOf(readInvoiceDocuments(customer, render, { today: '2026-11-21' }))).toBe('not_found')
})
