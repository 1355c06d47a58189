import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { draftInvoice, snapshotText } from '@/lib/core/invoices/draft'
import { minor, pico } from '@/lib/core/money/amount'
import { isRefused } from '@/lib/core/refusal'
import { invoiceMonth } from './invoice-month'
import type { PriceBook } from './price-book'
import { supplied } from './testing/supply'

const unit = 10n ** 12n
const book: PriceBook = {
  name: 'standard',
  currency: 'CHF',
  versions: [
    {
      version: 1,
      effectiveOn: '2026-01-01',
      monthlyFee: minor(4900n),
      setupFee: minor(0n),
      skills: new Map(),
      meters: new Map([['doc.units', { unit: 'unit', price: pico(unit / 20n) }]]),
    },
  ],
}
const row = (day: string, quantity: bigint) => ({
  day,
  meter: 'doc.units',
  resource: 'sandbox-1',
  book: 'standard',
  version: 1,
  quantity: quantity * unit,
  amount: pico((quantity * unit) / 20n),
  postpaid: pico((quantity * unit) / 20n),
  events: 2,
})
const party = {
  name: 'Käufer GmbH',
  street: 'Marktgasse',
  buildingNumber: '12',
  postalCode: '3011',
  town: 'Bern',
  country: 'CH',
  vatNumber: '',
  email: 'kauf@example.com',
}

test('an invoice that was stored before credit was on invoices recomputes to its bytes', () => {
  const lines = invoiceMonth({
    month: '2026-10',
    zone: 'Europe/Zurich',
    ...supplied(book, [{ version: 1, effectiveOn: '2024-01-01', rate: '8.10' }]),
    tenants: new Map(),
    usage: [row('2026-10-02', 33n), row('2026-10-09', 7n)],
    late: [row('2026-09-30', 5n)],
  })
  if (isRefused(lines)) throw new Error(lines.sentence)
  const snapshot = draftInvoice(lines, {
    org: 'acme',
    month: '2026-10',
    zone: 'Europe/Zurich',
    issuedOn: '2026-11-02',
    termsDays: 30,
    currency: 'CHF',
    language: 'de',
    payBy: 'invoice',
    treatment: 'domestic',
    seller: { ...party, iban: 'CH9300762011623852957' },
    buyer: party,
    inputs: { sequence: '9', since: '4', priceBook: 'standard', priceVersion: 1, taxVersion: 1 },
  })
  if (isRefused(snapshot)) throw new Error(snapshot.sentence)
  const sha256 = createHash('sha256').update(snapshotText(snapshot)).digest('hex')
  expect(sha256).toBe('238719d15523223c56cf4a291e331eba11f06da533ecfa1d5ef3090f80845443')
})
