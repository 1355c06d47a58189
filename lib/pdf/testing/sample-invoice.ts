import type { InvoiceSnapshot, Party, Seller, SnapshotLine } from '@/lib/core/invoices/snapshot'

const seller: Seller = {
  iban: 'CH9300762011623852957',
  name: 'Alpenrechnen AG',
  street: 'Bahnhofstrasse',
  buildingNumber: '12a',
  postalCode: '8001',
  town: 'Zürich',
  country: 'CH',
  vatNumber: 'CHE-123.456.788 MWST',
  email: 'billing@alpenrechnen.example',
}

const buyer: Party = {
  name: 'Bäckerei Müßiggang & Söhne GmbH',
  street: 'Rue de l’Hôpital',
  buildingNumber: '4',
  postalCode: '2000',
  town: 'Neuchâtel',
  country: 'CH',
  vatNumber: '',
  email: 'büro@müßiggang.example',
}

/** A line in the shape the invoice run writes; what matters to a test is handed in. */
export const sampleLine = (position: number, change: Partial<SnapshotLine> = {}): SnapshotLine => ({
  position,
  kind: 'usage',
  subject: 'llm.input_tokens',
  detail: '',
  quantity: '1234567',
  unit: 'token',
  unitPrice: '0.000002500000',
  amount: '3.09',
  taxRate: '8.10',
  ...change,
  explain: { formula: '', priceVersions: [1], days: [], events: [], usage: [], ...change.explain },
})

const lines: readonly SnapshotLine[] = [
  sampleLine(1, {
    kind: 'tenant_fee',
    subject: 'acme-prod',
    detail: '20/31',
    quantity: '0.645161290323',
    unit: 'month',
    unitPrice: '49.00',
    amount: '31.61',
    explain: {
      formula: '49.00 × 20 ÷ 31',
      priceVersions: [3],
      days: [{ start: '2026-10-12', end: '2026-11-01' }],
      events: [],
      usage: [],
    },
  }),
  sampleLine(2, {
    kind: 'setup_fee',
    subject: 'acme-prod',
    quantity: '1',
    unit: 'once',
    unitPrice: '99.00',
    amount: '99.00',
  }),
  sampleLine(3, {
    kind: 'skill',
    subject: 'acme-prod',
    detail: 'ocr',
    quantity: '11',
    unit: 'day',
    unitPrice: '1.50',
    amount: '16.50',
  }),
  sampleLine(4),
  sampleLine(5, {
    kind: 'correction',
    subject: 'sandbox.seconds',
    detail: '2026-09',
    quantity: '-3600',
    unit: 'second',
    unitPrice: '0.000014',
    amount: '-0.05',
  }),
]

/** An invoice as it is frozen on issue. Amounts need not add up: documents print what the snapshot says. */
export const sampleInvoice = (change: Partial<InvoiceSnapshot> = {}): InvoiceSnapshot => ({
  schema: 'kontor.invoice/1',
  org: 'org_01jd8x4c7m',
  month: '2026-10',
  period: { start: '2026-10-01', end: '2026-11-01' },
  zone: 'Europe/Zurich',
  issuedOn: '2026-11-02',
  dueOn: '2026-12-02',
  termsDays: 30,
  currency: 'CHF',
  language: 'en',
  payBy: 'invoice',
  treatment: 'domestic',
  seller,
  buyer,
  lines,
  taxes: [{ rate: '8.10', base: '150.15', tax: '12.16' }],
  net: '150.15',
  tax: '12.16',
  total: '162.31',
  inputs: { sequence: '42', since: '0', priceBook: 'pb_standard', priceVersion: 3, taxVersion: 1 },
  ...change,
})

/** `count` usage lines. */
export const manyLines = (count: number): SnapshotLine[] =>
  Array.from({ length: count }, (_, index) => sampleLine(index + 1, { subject: `meter-${index + 1}.tokens` }))
