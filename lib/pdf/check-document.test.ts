import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { InvoiceSnapshot } from '@/lib/core/invoices/snapshot'
import { checkDocument } from './check-document'
import { renderInvoicePdf } from './render-invoice'
import { sampleInvoice, sampleLine } from './testing/sample-invoice'

const number = '2026-000123'
const line = { quantity: '1138', unitPrice: '0.05', amount: '56.90' }
const snapshot = sampleInvoice({ lines: [sampleLine(1, line)] })

/** What is found where a document of another snapshot, or of another number, stands for this one. */
const found = async (change: Partial<InvoiceSnapshot>, drawnNumber = number): Promise<string | null> =>
  checkDocument(
    { snapshot, number },
    await renderInvoicePdf({ snapshot: { ...snapshot, ...change }, number: drawnNumber }),
  )

test('a document of the invoice itself is right', async () => {
  expect(await found({})).toBeNull()
})

test.each<[string, Partial<InvoiceSnapshot>, RegExp]>([
  ['a quantity', { lines: [sampleLine(1, { ...line, quantity: '138' })] }, /should say "1’138" and reads "138/],
  ['an amount', { lines: [sampleLine(1, { ...line, amount: '56.09' })] }, /should say "56.90" and reads "56.09/],
  ['a sum', { total: '62.31' }, /should say "CHF 162.31" and reads "CHF62.31/],
  ['a letter of a name', { buyer: { ...snapshot.buyer, name: 'Bäckerei Müßigang & Söhne GmbH' } }, /page 1 should say/],
  ['a line', { lines: [sampleLine(1, line), sampleLine(2, line)] }, /should say/],
  ['a word in another language', { language: 'de' }, /page 1 should say "8001 Zürich, Switzerland"/],
])('%s that differs is named', async (_, change, difference) => {
  expect(await found(change)).toMatch(difference)
})

test('another number is found, and so is what is no document at all', async () => {
  expect(await found({}, '2026-000132')).toContain('should say "Invoice 2026-000123" and reads "Invoice2026-000132"')
  expect(await checkDocument({ snapshot, number }, Buffer.from('no PDF'))).toBe('it cannot be read as a PDF')
  expect(await checkDocument({ snapshot, number }, readFileSync('lib/pdf/fonts/inter-400.ttf'))).toMatch(/PDF/)
})
