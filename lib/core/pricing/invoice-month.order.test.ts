import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { minor, pico } from '@/lib/core/money/amount'
import type { TenantEvent } from '@/lib/core/tenants/timeline'
import { addDays, type Day } from '@/lib/core/time/day'
import { type InvoiceMonth, invoiceMonth } from './invoice-month'
import type { PriceBook } from './price-book'
import { always } from './testing/supply'
import type { UsageRow } from './usage-groups'
import type { TaxRate } from './vat'

const dayIn = fc.integer({ min: -3, max: 33 }).map((by) => addDays('2026-10-01', by))

/** Versions and rates with days that may coincide; of two for a day the newer holds. */
const books: fc.Arbitrary<PriceBook> = fc
  .array(fc.record({ effectiveOn: dayIn, fee: fc.constantFrom(0n, 4900n, 5900n, 4999n) }), { maxLength: 4 })
  .map((rows) => ({
    name: 'standard',
    currency: 'CHF',
    versions: [{ effectiveOn: '2000-01-01', fee: 3333n }, ...rows].map(({ effectiveOn, fee }, index) => ({
      version: index + 1,
      effectiveOn,
      monthlyFee: minor(fee),
      setupFee: minor(fee * 2n),
      skills: new Map([['ocr', pico(fee * 10n ** 9n)]]),
      meters: new Map([['llm.tokens', { unit: 'token', price: pico(fee) }]]),
    })),
  }))
const rates: fc.Arbitrary<TaxRate[]> = fc
  .array(fc.record({ effectiveOn: dayIn, rate: fc.constantFrom('7.70', '8.10', '8.80') }), { maxLength: 3 })
  .map((rows) => [{ effectiveOn: '2000-01-01', rate: '8.10' }, ...rows].map((row, version) => ({ ...row, version })))

const event = (sequence: number, at: string, kind: TenantEvent['kind'], skill = ''): TenantEvent => ({
  id: `ev_${sequence}`,
  tenant: 'acme',
  kind,
  skill,
  at: Temporal.Instant.from(at),
  sequence: BigInt(sequence),
})
const events = [
  event(4, '2026-09-01T00:00:00Z', 'created'),
  event(2, '2026-10-03T10:00:00Z', 'enabled', 'ocr'),
  event(3, '2026-10-20T10:00:00Z', 'suspended'),
  event(1, '2026-10-20T10:00:00Z', 'resumed'),
  event(5, '2026-10-24T10:00:00Z', 'resumed'),
]

const shuffle = <Item>(items: readonly Item[]) => fc.shuffledSubarray([...items], { minLength: items.length })
const rows = (from: Day): fc.Arbitrary<UsageRow[]> =>
  fc.uniqueArray(
    fc
      .record({
        day: fc.nat(5).map((by) => addDays(from, by)),
        meter: fc.constant('llm.tokens'),
        resource: fc.constantFrom('', 'acme'),
        book: fc.constantFrom('standard', 'special'),
        version: fc.constant(1),
        quantity: fc.bigInt({ min: 0n, max: 10n ** 15n }),
        amount: fc.bigInt({ min: 0n, max: 10n ** 14n }).map(pico),
        paid: fc.constantFrom(0n, 1n, 2n, 3n),
        events: fc.nat(9),
      })
      .map(({ paid, ...row }) => ({ ...row, postpaid: pico(row.amount - (row.amount * paid) / 3n) })),
    { selector: ({ day, resource, book }) => `${day} ${resource} ${book}`, maxLength: 12 },
  )

test('the same facts in any order give the same lines', () => {
  const tariffs = fc.constantFrom(
    { unit: 'token', price: pico(3333n) },
    { unit: 'token', price: pico(7n) },
    { unit: 'call', price: pico(3333n) },
  )
  const facts = fc.tuple(books, books, tariffs, rates, rows('2026-10-05'), rows('2026-08-30'))
  const orders = facts.chain(([book, other, tariff, law, usage, late]) => {
    const meters = new Map([['llm.tokens', tariff]])
    const special = { ...other, name: 'special', versions: other.versions.map((each) => ({ ...each, meters })) }
    const arrange = fc.tuple(
      shuffle(book.versions),
      shuffle(special.versions),
      shuffle(law),
      shuffle(usage),
      shuffle(late),
      shuffle(events),
      shuffle(['acme', 'zeta', 'beta']),
    )
    return fc.tuple(arrange, arrange).map((both) =>
      both.map(([versions, others, rates, usage, late, events, names]): InvoiceMonth => {
        const standard = { ...book, versions }
        return {
          month: '2026-10',
          zone: 'Europe/Zurich',
          terms: always(standard.name),
          rates,
          books: new Map([
            ['standard', standard],
            ['special', { ...special, versions: others }],
          ]),
          tenants: new Map(names.map((name) => [name, events])),
          usage,
          late,
        }
      }),
    )
  })
  fc.assert(
    fc.property(orders, ([one, other]) => {
      if (!one || !other) return expect.unreachable()
      expect(invoiceMonth(other)).toEqual(invoiceMonth(one))
    }),
    { numRuns: 200 },
  )
})
