import fc from 'fast-check'
import type { InvoiceSnapshot, Party, SnapshotLine } from '@/lib/core/invoices/snapshot'
import { printable, unprintableLetters } from '@/lib/core/text/printable'
import type { InvoiceInput } from '@/lib/pdf/render-invoice'
import { sampleInvoice, sampleLine } from './sample-invoice'

/** Every letter that a document may show, but those that stand for another one. */
const letters = Array.from({ length: 0x1ffff }, (_, code) => code)
  .filter((code) => (code < 0xd800 || code > 0xdfff) && /[\p{L}\p{N}\p{P}\p{S}]/u.test(String.fromCodePoint(code)))
  .map((code) => String.fromCodePoint(code))
  .filter((letter) => unprintableLetters(letter).length === 0 && printable(letter) === letter)

const names = [
  'Muster & Söhne',
  'Nordlicht AG',
  'Atelier de l’Ouest, SA',
  'SOLAR AG',
  'Ö, ü',
  'Kuoni EURO AG',
  'Công ty Đường Nguyễn Hữu Thọ',
  'ООО «Ромашка»',
  'Ελληνική Εταιρεία ΑΕ',
  'Żółć Gęślą Jaźń Sp. z o.o.',
  'İĞDIR ŞİŞE A.Ş.',
  'Lagos ₦ Ltd',
  "O'Brien -> 2x2817, fi ffl",
]

const name = fc.oneof(
  fc.constantFrom(...names),
  fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 40 }),
)

/** Decimal text of up to `whole` digits before the point and exactly `places` after it. */
const decimal = (whole: number, places: number): fc.Arbitrary<string> =>
  fc
    .tuple(fc.integer({ min: 1, max: whole }), fc.infiniteStream(fc.integer({ min: 0, max: 9 })))
    .map(([length, digits]) => {
      const written = [...digits.take(length + places)].join('')
      const head = written.slice(0, length).replace(/^0+(?=\d)/, '')
      return places === 0 ? head : `${head}.${written.slice(length)}`
    })

const quantity = fc.oneof(decimal(13, 0), decimal(7, 12), decimal(9, 3))

const line = fc.oneof(
  fc.record({
    kind: fc.constant('usage' as const),
    subject: name,
    quantity,
    unit: fc.constantFrom('page', 'token', ''),
  }),
  fc.record({
    kind: fc.constant('setup_fee' as const),
    subject: name,
    quantity: fc.constant('1'),
    unit: fc.constant('once'),
  }),
  fc.record({
    kind: fc.constant('skill' as const),
    subject: name,
    detail: name,
    quantity: decimal(2, 0),
    unit: fc.constant('day'),
  }),
  fc.record({
    kind: fc.constant('correction' as const),
    subject: name,
    detail: fc.constantFrom('2026-03', '2025-12'),
    quantity: quantity.map((text) => `-${text}`),
    unit: fc.constant('second'),
  }),
)

const withAmounts = (lines: fc.Arbitrary<Partial<SnapshotLine>[]>): fc.Arbitrary<SnapshotLine[]> =>
  lines.chain((some) =>
    fc
      .tuple(...some.map(() => fc.tuple(decimal(6, 12), decimal(11, 2), fc.constantFrom('0.00', '2.60', '8.10'))))
      .map((figures) =>
        figures.map(([unitPrice, amount, taxRate], index) => {
          const change = some[index]
          const sign = change?.kind === 'correction' ? '-' : ''
          return sampleLine(index + 1, { ...change, unitPrice, amount: `${sign}${amount}`, taxRate })
        }),
      ),
  )

const party = fc.record({
  name,
  street: name,
  buildingNumber: fc.constantFrom('', '4', '12a'),
  postalCode: fc.constantFrom('8001', '10115', 'SW1A 1AA'),
  town: name,
  country: fc.constantFrom('CH', 'DE', 'VN', 'GR'),
  vatNumber: fc.constantFrom('', 'CHE-123.456.788 MWST', 'DE123456789'),
  email: fc.constant('billing@kunde.example'),
}) satisfies fc.Arbitrary<Party>

const snapshot: fc.Arbitrary<InvoiceSnapshot> = fc
  .record({
    schema: fc.constantFrom('kontor.invoice/1', 'kontor.invoice/2'),
    language: fc.constantFrom('en', 'de', 'fr', 'it'),
    currency: fc.constantFrom('CHF', 'EUR', 'USD'),
    payBy: fc.constantFrom('card', 'invoice'),
    treatment: fc.constantFrom('domestic', 'export', 'reverse_charge', 'exempt'),
    termsDays: fc.integer({ min: 0, max: 90 }),
    buyer: party,
    seller: party.map((seller) => ({ ...seller, iban: 'CH9300762011623852957' })),
    lines: withAmounts(fc.array(line, { minLength: 1, maxLength: 6 })),
    net: decimal(12, 2),
    tax: decimal(11, 2),
    total: decimal(12, 2),
    taxes: fc.uniqueArray(
      fc.record({ rate: fc.constantFrom('0.00', '2.60', '8.10'), base: decimal(12, 2), tax: decimal(11, 2) }),
      {
        selector: (row) => row.rate,
        minLength: 1,
      },
    ),
  })
  .map((change) => sampleInvoice(change as Partial<InvoiceSnapshot>))

/** Invoices in all languages with names, quantities and amounts of all kinds; the same ones for the same seed. */
export const randomInvoices = (count: number, seed: number): InvoiceInput[] =>
  fc
    .sample(snapshot, { numRuns: count, seed })
    .map((each, index) => ({ snapshot: each, number: `2026-${`${index + 1}`.padStart(6, '0')}` }))
