import type { InvoiceItem } from '@/components/invoices/invoice-item'
import type { InvoiceSnapshot, SnapshotLine } from '@/lib/core/invoices/snapshot'

/** Made-up material with long names and huge amounts, to look at components before real data exists. */
export const longName =
  'Vereinigte Dokumentenverarbeitungs- und Datenaufbereitungsgesellschaft Zürich-Oerlikon Aktiengesellschaft'

export const zone = 'Europe/Zurich'

const event = (id: string, kind: 'created' | 'enabled' | 'suspended' | 'resumed', at: string) => ({ id, kind, at })

const nothing = { priceVersions: [3], days: [], events: [], usage: [] }

const feeLine: SnapshotLine = {
  position: 1,
  kind: 'tenant_fee',
  subject: 'acme-production-europe-west6-documents-and-sandboxes',
  detail: '',
  quantity: '20',
  unit: 'day',
  unitPrice: '49.00',
  amount: '31.61',
  taxRate: '8.10',
  explain: {
    ...nothing,
    formula: '49.00 × 20 ÷ 31',
    days: [
      { start: '2026-10-05', end: '2026-10-20' },
      { start: '2026-10-25', end: '2026-10-30' },
    ],
    events: [
      event('tev_01jd8x4m2c8q7w1k5b3n9r6t0v', 'created', '2026-10-05T07:12:44Z'),
      event('tev_01jd9a1z7h2y5m8d4c6q0p3w9x', 'suspended', '2026-10-19T22:40:02Z'),
      event('tev_01jdc5r3v9k1n7f2b8g4t6s0aa', 'resumed', '2026-10-25T06:00:00Z'),
    ],
  },
}

const usageDays = Array.from({ length: 14 }, (_, index) => ({
  day: `2026-10-${String(index + 6).padStart(2, '0')}`,
  resource: index % 3 === 0 ? '' : `sandbox-${index}-7f3a9c`,
  quantity: `${(index + 1) * 91_827_364}.5`,
  amount: `${(index + 1) * 183}.654728000001`,
  events: (index + 1) * 1204,
}))

const lines: readonly SnapshotLine[] = [
  feeLine,
  {
    ...feeLine,
    position: 2,
    kind: 'setup_fee',
    quantity: '1',
    unit: 'once',
    unitPrice: '250.00',
    amount: '250.00',
    explain: { ...nothing, formula: '250.00' },
  },
  {
    ...feeLine,
    position: 3,
    kind: 'skill',
    subject: 'acme-prod',
    detail: 'optical character recognition',
    unitPrice: '1.50',
    amount: '30.00',
    explain: { ...nothing, formula: '1.50 × 20', days: [{ start: '2026-10-05', end: '2026-10-25' }] },
  },
  {
    ...feeLine,
    position: 4,
    kind: 'usage',
    subject: 'llm.output_tokens',
    quantity: '9641873220.5',
    unit: 'token',
    unitPrice: '0.000002000125',
    amount: '1234567890.12',
    explain: { ...nothing, priceVersions: [2, 3], formula: '9641873220.5 × 0.000002000125', usage: usageDays },
  },
  {
    ...feeLine,
    position: 5,
    kind: 'correction',
    subject: 'sandbox.seconds',
    detail: '2026-09',
    quantity: '-3600',
    unit: 'second',
    unitPrice: '0.000028',
    amount: '-0.10',
    explain: { ...nothing, formula: '-3600 × 0.000028' },
  },
]

export const snapshot: InvoiceSnapshot = {
  schema: 'kontor.invoice/1',
  org: 'vereinigte-dokumente',
  month: '2026-10',
  period: { start: '2026-10-01', end: '2026-11-01' },
  zone,
  issuedOn: '2026-11-01',
  dueOn: '2026-12-01',
  termsDays: 30,
  currency: 'CHF',
  language: 'en',
  payBy: 'card',
  treatment: 'domestic',
  seller: {
    iban: '',
    name: 'Kontor Plattform AG',
    street: 'Langstrasse',
    buildingNumber: '12a',
    postalCode: '8004',
    town: 'Zürich',
    country: 'CH',
    vatNumber: 'CHE-123.456.788 MWST',
    email: 'billing@kontor.example',
  },
  buyer: {
    name: longName,
    street: 'Thurgauerstrasse',
    buildingNumber: '101',
    postalCode: '8152',
    town: 'Opfikon',
    country: 'CH',
    vatNumber: '',
    email: 'rechnungen-und-mahnungen@vereinigte-dokumente.example',
  },
  lines,
  taxes: [
    { rate: '8.10', base: '1234568201.63', tax: '100000024.33' },
    { rate: '0.00', base: '0.00', tax: '0.00' },
  ],
  net: '1234568201.63',
  tax: '100000024.33',
  total: '1334568225.96',
  inputs: { sequence: '48211', since: '0', priceBook: 'standard', priceVersion: 3, taxVersion: 1 },
}

const item = (number: string, status: InvoiceItem['status'], month: string, total: string): InvoiceItem => ({
  id: `inv_${number}`,
  number,
  month,
  issuedOn: `${month}-01`,
  dueOn: `${month}-28`,
  total,
  open: status === 'paid' ? '0.00' : status === 'overdue' ? '105.50' : total,
  currency: 'CHF',
  status,
  href: '#',
  pdfHref: '#',
})

export const invoices: readonly InvoiceItem[] = [
  item('2026-000123', 'overdue', '2026-09', '205.50'),
  item('2026-000131', 'open', '2026-10', '1334568225.96'),
  item('2026-000087', 'paid', '2026-08', '49.00'),
]

export const organizations = [
  { org: 'vereinigte-dokumente', name: longName },
  { org: 'globex', name: 'Globex' },
  { org: 'initech', name: 'Initech Sàrl' },
]

export const prices = {
  monthlyFee: '49.00',
  setupFee: '250.00',
  skills: [
    { name: 'ocr', pricePerDay: '1.50' },
    { name: 'optical character recognition for handwriting', pricePerDay: '12.75' },
  ],
  meters: [
    { meter: 'llm.output_tokens', unit: 'token', price: '0.000002000125' },
    { meter: 'sandbox.seconds', unit: 'second', price: '0.000028' },
  ],
}

/** The same as a version shows them. */
export const shownPrices = {
  ...prices,
  skills: prices.skills.map(({ name, pricePerDay }) => ({ skill: name, name, pricePerDay })),
  meters: prices.meters.map((each) => ({ ...each, name: each.meter })),
}

export const skillSamples = (skills: readonly string[]) =>
  skills.map((skill) => ({ skill, names: { en: skill, de: skill, fr: skill, it: skill } }))
