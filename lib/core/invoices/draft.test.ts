import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Minor, minor, minorPlaces } from '@/lib/core/money/amount'
import { parseDecimal } from '@/lib/core/money/decimal'
import type { DraftLine } from '@/lib/core/pricing/draft-line'
import { isRefused } from '@/lib/core/refusal'
import { type DraftTerms, draftInvoice, isClosed, snapshotText } from './draft'
import type { InvoiceSnapshot, Party, Seller, TaxTreatment } from './snapshot'

const party: Party = {
  name: 'Muster AG',
  street: 'Bahnhofstrasse',
  buildingNumber: '1',
  postalCode: '8001',
  town: 'Zürich',
  country: 'CH',
  vatNumber: 'CHE-123.456.788 MWST',
  email: 'billing@muster.example',
}
const seller: Seller = { ...party, name: 'Kontor AG', iban: 'CH4431999123000889012' }
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
  seller,
  buyer: party,
  inputs: { sequence: '17', since: '-1', priceBook: 'standard', priceVersion: 1, taxVersion: 1 },
}
const line = (amount: Minor, taxRate: string): DraftLine => ({
  kind: 'usage',
  subject: 'llm.tokens',
  detail: '',
  quantity: '1',
  unit: 'token',
  unitPrice: '0.00',
  amount,
  taxRate,
  treatment: 'domestic',
  book: '',
  explain: { formula: '', priceVersions: [1], days: [], events: [], usage: [] },
})
const lines = fc.array(
  fc
    .tuple(fc.bigInt({ min: -(10n ** 9n), max: 10n ** 12n }), fc.constantFrom('0.00', '2.60', '8.10', '8.80'))
    .map(([amount, rate]) => line(minor(amount), rate)),
  { maxLength: 40 },
)
const draft = (all: readonly DraftLine[], with_: Partial<DraftTerms> = {}) => draftInvoice(all, { ...terms, ...with_ })
const drafted = (all: readonly DraftLine[], with_: Partial<DraftTerms> = {}): InvoiceSnapshot => {
  const snapshot = draft(all, with_)
  if (isRefused(snapshot)) throw new Error(snapshot.sentence)
  return snapshot
}
const cents = (text: string): bigint => parseDecimal(text, minorPlaces) ?? expect.unreachable(text)
const total = (texts: readonly string[]): bigint => texts.reduce((all, text) => all + cents(text), 0n)

test('every total is the sum of what is printed, and tax is rounded half-up once per rate', () => {
  fc.assert(
    fc.property(lines, (all) => {
      const snapshot = draft(all)
      if (isRefused(snapshot)) {
        expect(snapshot.refused).toBe('nothing_to_invoice')
        return
      }
      const printed = snapshot.lines.map(({ amount }) => amount)
      expect(cents(snapshot.net)).toBe(total(printed))
      expect(cents(snapshot.net)).toBe(total(snapshot.taxes.map(({ base }) => base)))
      expect(cents(snapshot.tax)).toBe(total(snapshot.taxes.map(({ tax }) => tax)))
      expect(cents(snapshot.total)).toBe(cents(snapshot.net) + cents(snapshot.tax))
      expect(cents(snapshot.total)).toBeGreaterThan(0n)
      for (const { rate, base, tax } of snapshot.taxes) {
        expect(cents(base)).toBe(
          total(snapshot.lines.filter((each) => each.taxRate === rate).map(({ amount }) => amount)),
        )
        const exact = cents(base) * cents(rate)
        const size = exact < 0n ? -exact : exact
        const nearest = size / 10_000n + (2n * (size % 10_000n) >= 10_000n ? 1n : 0n)
        expect(cents(tax)).toBe(exact < 0n ? -nearest : nearest)
      }
    }),
    { numRuns: 300 },
  )
})

test('lines keep their order, are numbered from one, and amounts have two places', () => {
  fc.assert(
    fc.property(lines, (all) => {
      const snapshot = draft([...all, line(minor(10n ** 14n), '8.10')])
      if (isRefused(snapshot)) return expect.unreachable(snapshot.sentence)
      expect(snapshot.lines.map(({ position }) => position)).toEqual(snapshot.lines.map((_, index) => index + 1))
      expect(snapshot.lines.slice(0, -1).map(({ amount }) => cents(amount))).toEqual(all.map(({ amount }) => amount))
      for (const { amount } of snapshot.lines) expect(amount).toMatch(/^-?(0|[1-9]\d*)\.\d\d$/)
    }),
  )
})

test.each(['name', 'street', 'postalCode', 'town', 'country'] as const)(
  'a party without %s is refused, by its side',
  (part) => {
    const all = [line(minor(100n), '8.10')]
    const bare = { ...party, [part]: '  ' }
    expect(draft(all, { seller: { ...seller, [part]: '  ' } })).toMatchObject({
      refused: 'seller_missing',
      facts: { missing: part },
    })
    expect(draft(all, { buyer: bare })).toMatchObject({ refused: 'address_missing', facts: { missing: part } })
  },
)

test('what an address lacks is said in words', () => {
  const all = [line(minor(100n), '8.10')]
  const buyer = { ...party, street: '', postalCode: '', town: '' }
  expect(draft(all, { buyer })).toMatchObject({
    sentence: expect.stringMatching(/^The billing address of .+ lacks the street, the postal code and the town\.$/),
    facts: { missing: 'street,postalCode,town' },
  })
  expect(draft(all, { buyer: { ...party, town: '' } })).toMatchObject({
    sentence: expect.stringMatching(/ lacks the town\.$/),
  })
})

test('an amount that cannot be stored is refused before anything is written, in a line as in the total', () => {
  const most = 10n ** 20n - 1n
  expect(draft([line(minor(most), '0.00')])).toMatchObject({ total: '999999999999999999.99' })
  const refusal = { refused: 'amount_too_large', sentence: expect.stringContaining('more than an invoice can hold') }
  expect(draft([line(minor(most + 1n), '0.00')])).toMatchObject(refusal)
  expect(draft([line(minor(most), '0.00'), line(minor(1n), '0.00')])).toMatchObject(refusal)
  expect(draft([line(minor(most), '8.10')])).toMatchObject(refusal)
  expect(draft([line(minor(most + 1n), '0.00'), line(minor(-most), '0.00')])).toMatchObject(refusal)
})

test('reverse charge needs the VAT number of the buyer, other treatments do not', () => {
  const under = (treatment: TaxTreatment) => [{ ...line(minor(100n), '0.00'), treatment }]
  const buyer = { ...party, vatNumber: '' }
  expect(draft(under('reverse_charge'), { buyer })).toMatchObject({
    refused: 'address_missing',
    facts: { missing: 'vatNumber' },
  })
  for (const treatment of ['domestic', 'export', 'exempt'] as const)
    expect(drafted(under(treatment), { buyer, treatment }).total).toBe('1.00')
})

test.each([
  ['no line', []],
  ['lines of zero', [line(minor(0n), '8.10')]],
  ['lines that cancel out', [line(minor(500n), '8.10'), line(minor(-500n), '8.10')]],
  ['more credit than charge', [line(minor(500n), '8.10'), line(minor(-501n), '8.10')]],
])('%s is nothing to invoice', (_, all) => {
  expect(draft(all)).toMatchObject({ refused: 'nothing_to_invoice', facts: { month: '2026-10' } })
})

test('the due day is the day of issue and the days of the terms', () => {
  const due = (issuedOn: string, termsDays: number) =>
    drafted([line(minor(100n), '8.10')], { issuedOn, termsDays }).dueOn
  expect([due('2026-11-02', 30), due('2026-12-31', 0), due('2028-02-28', 1)]).toEqual([
    '2026-12-02',
    '2026-12-31',
    '2028-02-29',
  ])
})

test('the same invoice has the same text, however its parts were put together', () => {
  const all = [line(minor(3161n), '8.10')]
  const backwards = Object.fromEntries(Object.entries(terms).reverse()) as DraftTerms
  const reordered = draftInvoice(all, {
    ...backwards,
    buyer: Object.fromEntries(Object.entries(party).reverse()) as Party,
  })
  if (isRefused(reordered)) return expect.unreachable(reordered.sentence)
  expect(snapshotText(reordered)).toBe(snapshotText(drafted(all)))
})

test('the text of an invoice is stable: these bytes were hashed when it was issued', () => {
  const partyText = (name: string, iban = '') =>
    `{"buildingNumber":"1","country":"CH","email":"billing@muster.example"${iban},"name":"${name}","postalCode":"8001","street":"Bahnhofstrasse","town":"Zürich","vatNumber":"CHE-123.456.788 MWST"}`
  expect(snapshotText(drafted([line(minor(3161n), '8.10')]))).toBe(
    `{"buyer":${partyText('Muster AG')},"currency":"CHF","dueOn":"2026-12-02",` +
      '"inputs":{"priceBook":"standard","priceVersion":1,"sequence":"17","since":"-1","taxVersion":1},"issuedOn":"2026-11-02",' +
      '"language":"de","lines":[{"amount":"31.61","detail":"","explain":{"days":[],"events":[],"formula":"","priceVersions":[1],"usage":[]},' +
      '"kind":"usage","position":1,"quantity":"1","subject":"llm.tokens","taxRate":"8.10","unit":"token","unitPrice":"0.00"}],' +
      '"month":"2026-10","net":"31.61","org":"muster","payBy":"invoice","period":{"end":"2026-11-01","start":"2026-10-01"},' +
      `"schema":"kontor.invoice/1","seller":${partyText('Kontor AG', ',"iban":"CH4431999123000889012"')},"tax":"2.56","taxes":[{"base":"31.61","rate":"8.10","tax":"2.56"}],` +
      '"termsDays":30,"total":"34.17","treatment":"domestic","zone":"Europe/Zurich"}',
  )
})

test('a month is closed on the first day after it', () => {
  expect([
    isClosed('2026-10', '2026-10-31'),
    isClosed('2026-10', '2026-11-01'),
    isClosed('2026-12', '2027-01-01'),
  ]).toEqual([false, true, true])
})

test.each([
  [49n, 'invoice'],
  [50n, 'card'],
  [99_999_999n, 'card'],
  [100_000_000n, 'invoice'],
] as const)('a card org pays %s hundredths by %s: no card payment may be smaller or larger', (amount, payBy) => {
  const { payBy: drawn, total: sum } = drafted([line(minor(amount), '0.00')], { payBy: 'card', treatment: 'export' })
  expect([cents(sum), drawn]).toEqual([amount, payBy])
  expect(drafted([line(minor(amount), '0.00')], { payBy: 'invoice' }).payBy).toBe('invoice')
})
