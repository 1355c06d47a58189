import { expect, test } from 'vitest'
import { minor } from '@/lib/core/money/amount'
import type { DraftLine } from '@/lib/core/pricing/draft-line'
import { nothingDeclared } from '@/lib/core/usage/meter-words'
import { type DraftTerms, draftInvoice } from './draft'
import { draftNewInvoice } from './draft-new-invoice'
import type { Party } from './snapshot'

const buyer: Party = {
  name: 'Muster AG',
  street: 'Bahnhofstrasse',
  buildingNumber: '1',
  postalCode: '8001',
  town: 'Zürich',
  country: 'CH',
  vatNumber: 'CHE-123.456.788 MWST',
  email: 'billing@muster.example',
}
const terms: DraftTerms = {
  org: 'muster',
  month: '2026-10',
  zone: 'Europe/Zurich',
  issuedOn: '2026-11-02',
  termsDays: 30,
  currency: 'CHF',
  language: 'de',
  payBy: 'invoice',
  treatment: 'domestic',
  seller: { ...buyer, name: 'Kontor AG', iban: '' },
  buyer,
  inputs: { sequence: '17', since: '-1', priceBook: 'standard', priceVersion: 1, taxVersion: 1 },
}
const line = (change: Partial<DraftLine> = {}): DraftLine => ({
  kind: 'usage',
  subject: 'doc.pages',
  detail: '',
  quantity: '1',
  unit: 'page',
  unitPrice: '1.00',
  amount: minor(100n),
  taxRate: '8.10',
  treatment: 'domestic',
  book: '',
  explain: { formula: '', priceVersions: [1], days: [], events: [], usage: [] },
  ...change,
})

test.each([
  'Công ty Đường Nguyễn Hữu Thọ',
  'ООО «Ромашка»',
  'Ελληνική Εταιρεία ΑΕ',
  'Żółć Gęślą Jaźń Sp. z o.o.',
  'İĞDIR ŞİŞE A.Ş.',
  'Lagos ₦ Ltd',
])('an invoice to %s is drafted', (name) => {
  expect(draftNewInvoice([line()], { ...terms, buyer: { ...buyer, name, town: name } }, nothingDeclared)).toMatchObject(
    {
      total: '1.08',
    },
  )
})

test.each([
  ['株式会社アルペンブリック', '株 式'],
  ['上海云计算有限公司', '上 海'],
  ['주식회사 한빛', '주 식'],
  ['شركة الحوسبة', 'ش ر'],
  ['חברת ענן בע״מ', 'ח ב'],
  ['บริษัท คลาวด์ จำกัด', 'บ ร'],
  ['क्लाउड प्राइवेट लिमिटेड', 'क U+094D'],
  ['Cloud ☁️ AG', '☁ U+FE0F'],
])('an invoice to %s is refused by field and letters, and one that was issued is still recomputed', (name, letters) => {
  const here = { ...terms, buyer: { ...buyer, name } }
  expect(draftNewInvoice([line()], here, nothingDeclared)).toMatchObject({
    refused: 'not_printable',
    sentence: expect.stringContaining(`cannot show these characters of the legal name of muster: ${letters}`),
    facts: { field: 'name', letters: expect.stringMatching(new RegExp(`^${letters.replace('+', '.')}`)) },
  })
  expect(draftNewInvoice([line()], { ...terms, buyer: { ...buyer, town: name } }, nothingDeclared)).toMatchObject({
    facts: { field: 'town' },
  })
  const sellers = { ...terms, seller: { ...terms.seller, street: name } }
  expect(draftNewInvoice([line()], sellers, nothingDeclared)).toMatchObject({
    sentence: expect.stringContaining('the street of the seller'),
  })
  expect(draftNewInvoice([line({ unit: name })], terms, nothingDeclared)).toMatchObject({ facts: { field: 'lines.1' } })
  expect(draftInvoice([line()], here)).toMatchObject({ total: '1.08' })
})
