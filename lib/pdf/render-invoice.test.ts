import { expect, test } from 'vitest'
import type { Language, TaxTreatment } from '@/lib/core/invoices/snapshot'
import { groupDigits } from '@/lib/core/money/format'
import { renderInvoicePdf } from './render-invoice'
import { mm } from './sheet'
import { type ReadPdf, readPdf } from './testing/read-pdf'
import { manyLines, sampleInvoice, sampleLine } from './testing/sample-invoice'

const number = '2026-000123'
const render = async (change: Parameters<typeof sampleInvoice>[0] = {}): Promise<ReadPdf> =>
  readPdf(await renderInvoicePdf({ snapshot: sampleInvoice(change), number }))

test('an invoice says everything its snapshot says: parties, dates, lines, taxes and totals', async () => {
  const { seller, buyer, lines, taxes, net, tax } = sampleInvoice()
  const { text } = await render()
  const expected = [
    'Invoice 2026-000123',
    'Page 1 of 1',
    seller.name,
    seller.vatNumber,
    buyer.name,
    'Rue de l’Hôpital 4',
    '2000 Neuchâtel',
    '2 November 2026',
    '2 December 2026',
    '1 October 2026 – 31 October 2026',
    'org_01jd8x4c7m',
    'Monthly fee · tenant acme-prod (20 of 31 days)',
    'Skill ocr · tenant acme-prod',
    'CHF 162.31',
    'Payable within 30 days, by 2 December 2026.',
  ]
  for (const part of expected) expect(text).toContain(part)
  const amounts = [...lines.map((line) => line.amount), net, tax, ...taxes.flatMap((row) => [row.base, row.tax])]
  for (const amount of amounts) expect(text).toContain(groupDigits(amount, 2))
})

test.each<[Language, string[]]>([
  ['de', ['Rechnung 2026-000123', 'Seite 1 von 1', '31. Oktober 2026', 'MWST', 'Zahlbar innert 30 Tagen']],
  ['fr', ['Facture 2026-000123', 'Page 1 sur 1', '1er octobre 2026', 'TVA', 'Échéance']],
  ['it', ['Fattura 2026-000123', 'Pagina 1 di 1', '31 ottobre 2026', 'IVA', 'Scadenza']],
])('an invoice in %s speaks that language throughout, umlauts and accents included', async (language, parts) => {
  const { text, language: written } = await render({ language })
  for (const part of [...parts, 'Bäckerei Müßiggang & Söhne GmbH']) expect(text).toContain(part)
  expect(written).toBe(`${language}-CH`)
  expect(text).not.toMatch(/Invoice|Total amount|Payable within/)
})

test.each<[TaxTreatment, RegExp]>([
  ['export', /not subject to Swiss VAT \(Art\. 8 para\. 1 VAT Act\)/],
  ['reverse_charge', /Reverse charge – VAT to be accounted for by the recipient \(Art\. 196 Directive 2006\/112\/EC\)/],
  ['exempt', /Exempt from value added tax/],
])('an invoice under %s carries the sentence for it and both VAT numbers', async (treatment, sentence) => {
  const buyer = { ...sampleInvoice().buyer, country: 'DE', vatNumber: 'DE123456789' }
  const { text } = await render({ treatment, buyer })
  expect(text).toMatch(sentence)
  expect(text).toContain('DE123456789')
  expect(text).toContain('CHE-123.456.788 MWST')
  expect(text).toContain('Germany')
})

test('a card customer is told that the card pays, and nobody is asked to pay nothing', async () => {
  expect((await render({ payBy: 'card' })).text).toContain('Payable by card in the billing portal')
  expect((await render({ total: '0.00' })).text).toContain('No payment is due.')
  expect((await render({ total: '-5.00' })).text).toContain('No payment is due.')
})

test.each([
  [1, 1],
  [60, 2],
  [440, 12],
])('%i lines stand on %i numbered pages, each line once, totals never alone', async (count, pages) => {
  const read = await render({ lines: manyLines(count), payBy: 'card' })
  expect(read.pages).toHaveLength(pages)
  for (let line = 1; line <= count; line += 1) {
    expect(read.text.match(new RegExp(`meter-${line}\\.tokens`, 'g'))).toHaveLength(1)
  }
  for (let page = 1; page <= pages; page += 1) expect(read.text).toContain(`Page ${page} of ${pages}`)
  expect(read.text.match(/Description/g)).toHaveLength(pages)
  expect(
    read.pages
      .at(-1)
      ?.map((run) => run.text)
      .join('\n'),
  ).toContain(`meter-${count}.tokens`)
})

test.each([1, 5, 9, 60, 61])('with %i lines the place of a payment part is free on the last page', async (count) => {
  const { pages } = await render({ lines: manyLines(count) })
  expect(Math.max(...(pages.at(-1) ?? []).map((run) => run.y))).toBeLessThan((297 - 105) * mm)
})

test('an invoice of today keeps no room for a payment part, and one of the first kind is printed as it was', async () => {
  const lines = manyLines(12)
  const kept = await render({ lines })
  const filled = await render({ schema: 'kontor.invoice/2', lines })
  expect([kept.pages.length, filled.pages.length]).toEqual([2, 1])
  expect(filled.text).toContain('Payable within 30 days')
})

test('meters and skills are printed in the words that the invoice froze, in its language', async () => {
  const names = (name: string, one: string, other: string) => ({ name, one, other })
  const words = {
    meters: {
      'sandbox.seconds': {
        scale: 3600,
        words: {
          en: names('Sandbox time', 'hour', 'hours'),
          de: names('Sandbox-Laufzeit', 'Stunde', 'Stunden'),
          fr: names('Temps de sandbox', 'heure', 'heures'),
          it: names('Tempo di sandbox', 'ora', 'ore'),
        },
      },
    },
    skills: { ocr: { en: 'Text recognition', de: 'Texterkennung', fr: 'Reconnaissance', it: 'Riconoscimento' } },
  }
  const usage = { subject: 'sandbox.seconds', unit: 'second', unitPrice: '0.000028' }
  const lines = [
    sampleLine(1, { ...usage, quantity: '1678431', amount: '47.00' }),
    sampleLine(2, { ...usage, quantity: '3600', amount: '0.10' }),
    sampleLine(3, { kind: 'skill', subject: 'acme', detail: 'ocr', quantity: '11', unit: 'day', amount: '16.50' }),
    sampleLine(4, { ...usage, kind: 'correction', detail: '2026-09', quantity: '-5400', amount: '-0.15' }),
  ]
  const { text } = await render({ schema: 'kontor.invoice/2', language: 'de', words, lines })
  expect(text).toContain('Sandbox-Laufzeit 466.230833 Stunden 0.1008 8.10 47.00')
  expect(text).toContain('Sandbox-Laufzeit 1 Stunde 0.1008 8.10 0.10')
  expect(text).toContain('Skill Texterkennung · Tenant acme')
  expect(text).toMatch(/Korrektur für September 2026 · [^\n]*\nSandbox-Laufzeit/)
  expect(text).toContain('−1.5 Stunden')
  expect(text).not.toMatch(/second|ocr/)
})

test('nothing is printed outside the margins, whatever the names and numbers', async () => {
  const nasty = `${'W'.repeat(400)} <b>bold</b> 😀 שלום \u0007 ${'long-name_'.repeat(40)}`
  const lines = [
    sampleLine(1, { subject: nasty, unit: 'characters-per-request-and-answer' }),
    sampleLine(2, {
      quantity: '123456789012.123456789012',
      unitPrice: '123456.123456789012',
      amount: '98765432109876.54',
    }),
  ]
  const base = sampleInvoice()
  const { pages, text } = await render({ lines, buyer: { ...base.buyer, name: nasty }, total: '98765432109876.54' })
  for (const run of pages.flat()) {
    expect(run.x).toBeGreaterThan(18 * mm)
    expect(run.x + run.width).toBeLessThan(192 * mm)
    expect(run.y).toBeLessThan(285 * mm)
  }
  expect(text).toContain('<b>bold</b>')
  expect(text).toContain('98’765’432’109’876.54')
  expect(text).not.toContain('\ufffd')
})

test('the same invoice gives the same bytes, also beside others', async () => {
  const inputs = [1, 2, 3].map((count) => ({ snapshot: sampleInvoice({ lines: manyLines(count) }), number }))
  const together = await Promise.all([...inputs, ...inputs].map(renderInvoicePdf))
  for (const [index, input] of inputs.entries()) {
    const alone = Buffer.from(await renderInvoicePdf(input))
    expect(alone.equals(Buffer.from(together[index] ?? []))).toBe(true)
    expect(alone.equals(Buffer.from(together[index + inputs.length] ?? []))).toBe(true)
  }
})

test('every font is embedded, and the file says what it is', async () => {
  const { fonts, info } = await render()
  expect(fonts.length).toBeGreaterThan(0)
  for (const font of fonts) expect(font).toEqual({ name: expect.stringContaining('Inter'), isEmbedded: true })
  expect(info).toMatchObject({ Title: 'Invoice 2026-000123', Author: 'Alpenrechnen AG' })
  expect(info.CreationDate).toBe('D:20261102000000Z')
})

test('an invoice without lines is refused', async () => {
  await expect(renderInvoicePdf({ snapshot: sampleInvoice({ lines: [] }), number })).rejects.toThrow(
    'at least one line',
  )
})
