import { expect, test } from 'vitest'
import { readPdfTexts } from './read-text'
import { renderInvoicePdf } from './render-invoice'
import { sampleInvoice, sampleLine } from './testing/sample-invoice'

test('a shape that was met first as a part of another one keeps its character', async () => {
  const { seller, buyer } = sampleInvoice()
  const plain = { ...buyer, street: 'Bundesplatz', name: 'Müller, Söhne' }
  const small = sampleInvoice({ seller, buyer: plain, lines: [sampleLine(1, { quantity: '12', amount: '820.00' })] })
  await renderInvoicePdf({ snapshot: small, number: '2026-000001' })
  const large = sampleInvoice({ buyer, lines: [sampleLine(1, { quantity: '1138', amount: '7020.00' })] })
  const [page = []] = await readPdfTexts(await renderInvoicePdf({ snapshot: large, number: '2026-000002' }))
  expect(page).toContain('1’138')
  expect(page).toContain('7’020.00')
  expect(page).toContain('Rue de l’Hôpital 4')
})
