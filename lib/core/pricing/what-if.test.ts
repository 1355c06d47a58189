import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { minor, pico } from '@/lib/core/money/amount'
import { isRefused } from '@/lib/core/refusal'
import type { TenantEvent } from '@/lib/core/tenants/timeline'
import { priceQuantity } from '@/lib/core/usage/price'
import { invoiceMonth } from './invoice-month'
import type { PriceBook } from './price-book'
import type { PriceSet } from './price-set'
import { always } from './testing/supply'
import type { UsageRow } from './usage-groups'
import { addUp, type WhatIfFacts, whatIf } from './what-if'
import type { WhatIfOrg } from './what-if-lines'
import { summariseWhatIf, whatIfMonths } from './what-if-summary'

const months = whatIfMonths('2026-11-21')
const names = months.map(({ month }) => month)
const rates = [
  { version: 1, effectiveOn: '2020-01-01', rate: '7.70' },
  { version: 2, effectiveOn: '2026-10-16', rate: '8.10' },
]
const current: PriceSet = {
  monthlyFee: minor(4_900n),
  setupFee: minor(9_900n),
  skills: new Map([
    ['ocr', pico(100_000_000_000n)],
    ['translate', pico(333_333_333_333n)],
  ]),
  meters: new Map([
    ['pages', { unit: 'page', price: pico(12_500_000_001n) }],
    ['seconds', { unit: 'second', price: pico(28_000_333n) }],
  ]),
}
const book: PriceBook = {
  name: 'standard',
  currency: 'CHF',
  versions: [{ version: 1, effectiveOn: '2020-01-01', ...current }],
}
const other: PriceBook = { ...book, name: 'other' }
const euros: PriceBook = { ...book, name: 'euros', currency: 'EUR' }
const books = new Map([book, other, euros].map((each) => [each.name, each]))

const rows = (month: string, from = 'standard'): fc.Arbitrary<UsageRow[]> =>
  fc.array(
    fc
      .record({
        day: fc.integer({ min: 1, max: 28 }).map((day) => `${month}-${String(day).padStart(2, '0')}`),
        meter: fc.constantFrom('pages', 'seconds'),
        quantity: fc.oneof(
          fc.bigInt(0n, 10n ** 6n).map((whole) => whole * 10n ** 12n),
          fc.bigInt(0n, 10n ** 16n),
        ),
      })
      .map((row) => {
        const amount = priceQuantity(row.quantity, current.meters.get(row.meter)?.price ?? pico(0n))
        return { ...row, resource: '', book: from, version: 1, amount, postpaid: amount, events: 1 }
      }),
    { maxLength: 6 },
  )

const event = (index: number, tenant: string, kind: TenantEvent['kind'], skill: string, day: number): TenantEvent => ({
  id: `ev_${index}`,
  tenant,
  kind,
  skill,
  at: Temporal.Instant.from('2026-07-01T09:00:00Z').add({ hours: 24 * day }),
  sequence: BigInt(index),
})
const tenants = fc
  .array(fc.tuple(fc.constantFrom('x', 'y'), fc.constantFrom('ocr', 'translate'), fc.nat(140), fc.nat(140)), {
    maxLength: 3,
  })
  .map((all) => {
    const events = all.flatMap(([tenant, skill, born, enabled], index) => [
      event(index * 2, tenant, 'created', '', born),
      event(index * 2 + 1, tenant, 'enabled', skill, enabled),
    ])
    return new Map(['x', 'y'].map((tenant) => [tenant, events.filter((each) => each.tenant === tenant)]))
  })

const few = { numRuns: 30 }

const orgs = (from = 'standard'): fc.Arbitrary<WhatIfOrg[]> =>
  fc
    .array(
      fc.record({
        zone: fc.constantFrom('Europe/Zurich', 'America/New_York'),
        terms: fc.constantFrom(always('standard'), always('standard', 'export')),
        tenants,
        usage: fc
          .tuple(...names.map((month) => rows(month, from)))
          .map((all) => new Map(names.map((month, index) => [month, all[index] ?? []]))),
      }),
      { maxLength: 4 },
    )
    .map((all) => all.map((org, index) => ({ ...org, org: `org-${index}` })))

const factsOf = (of: readonly WhatIfOrg[]): WhatIfFacts => ({ book, books, rates, months, orgs: of })

test('a draft that changes nothing gives the same cent everywhere', () => {
  fc.assert(
    fc.property(orgs(), (of) => {
      const { cells, refused } = whatIf(factsOf(of), current)
      expect(refused).toEqual([])
      for (const cell of cells) {
        expect(cell.unpriced).toEqual([])
        for (const part of [cell, ...cell.parts]) expect(part.after).toBe(part.before)
      }
    }),
    few,
  )
})

test('before is what the invoice of the month says, to the cent', () => {
  fc.assert(
    fc.property(orgs(), (of) => {
      const { cells } = whatIf(factsOf(of), { ...current, monthlyFee: minor(1n) })
      for (const org of of) {
        for (const { month, span } of months) {
          const supply = { terms: org.terms, books, rates }
          const { zone, tenants: running } = org
          const usage = org.usage.get(month) ?? []
          const lines = invoiceMonth({ month, span, zone, ...supply, tenants: running, usage, late: [] })
          if (isRefused(lines)) throw new Error(lines.sentence)
          const cell = cells.find((each) => each.org === org.org && each.month === month)
          expect(cell?.before ?? 0n).toBe(lines.reduce((total, { amount }) => total + amount, 0n))
        }
      }
    }),
    few,
  )
})

test('all figures add up: parts to an org’s month, these to orgs, months and the total, of any split of the orgs', () => {
  const dearer = {
    ...current,
    monthlyFee: minor(5_317n),
    meters: new Map([['pages', { unit: 'page', price: pico(7n) }]]),
  }
  fc.assert(
    fc.property(orgs(), fc.nat(4), (of, at) => {
      const { cells } = whatIf(factsOf(of), dearer)
      for (const cell of cells) expect(addUp(cell.parts)).toEqual({ before: cell.before, after: cell.after })
      const all = summariseWhatIf(cells, names)
      expect(addUp(all.months)).toEqual(all.total)
      expect(addUp(all.parts)).toEqual(all.total)
      const changed = addUp([...all.more, ...all.less])
      expect(changed.after - changed.before).toBe(all.total.after - all.total.before)
      const halves = [of.slice(0, at), of.slice(at)].map((half) => whatIf(factsOf(half), dearer).cells)
      expect(addUp(halves.flat())).toEqual(all.total)
    }),
    few,
  )
})

test('twice the price of a meter is twice its part, but for the cent that each line is rounded to', () => {
  const twice = new Map(
    [...current.meters].map(([meter, { unit, price }]) => [meter, { unit, price: pico(price * 2n) }]),
  )
  fc.assert(
    fc.property(orgs(), (of) => {
      for (const cell of whatIf(factsOf(of), { ...current, meters: twice }).cells) {
        for (const part of cell.parts) {
          // A month in which the tax rate changes has a line of the meter for each of the two.
          const off = part.after - (part.kind === 'usage' ? 2n : 1n) * part.before
          const most = part.kind === 'usage' ? 2n : 0n
          expect(off <= most && -off <= most).toBe(true)
        }
      }
    }),
    few,
  )
})

test('usage that the draft has no price for is named, and is not counted as if it cost nothing', () => {
  const usage = new Map([
    [
      '2026-10',
      [
        {
          day: '2026-10-02',
          meter: 'pages',
          resource: '',
          book: 'standard',
          version: 1,
          quantity: 10n ** 14n,
          amount: pico(1_250_000_000_100n),
          postpaid: pico(0n),
          events: 3,
        },
      ],
    ],
  ])
  const running = new Map([['x', [event(1, 'x', 'created', '', 10), event(2, 'x', 'enabled', 'ocr', 95)]]])
  const org = { org: 'acme', zone: 'Europe/Zurich', terms: always('standard'), tenants: running, usage } as const
  const { cells } = whatIf(factsOf([org]), { ...current, skills: new Map(), meters: new Map() })
  const { unpriced } = summariseWhatIf(cells, names)
  expect(unpriced).toEqual([
    { kind: 'usage', name: 'pages', before: 125n, orgs: ['acme'] },
    { kind: 'skill', name: 'ocr', before: 490n, orgs: ['acme'] },
  ])
})

test('usage that another book priced stays as it is; in another currency it is refused, not mixed in', () => {
  fc.assert(
    fc.property(orgs('other'), (of) => {
      const { cells } = whatIf(factsOf(of), { ...current, meters: new Map() })
      expect(addUp(cells).after).toBe(addUp(cells).before)
    }),
    { numRuns: 20 },
  )
  const row = {
    day: '2026-10-02',
    meter: 'pages',
    resource: '',
    book: 'euros',
    version: 1,
    quantity: 1n,
    amount: pico(1n),
    postpaid: pico(1n),
    events: 1,
  }
  const org = {
    org: 'acme',
    zone: 'UTC',
    terms: always('standard', 'export'),
    tenants: new Map(),
    usage: new Map([['2026-10', [row]]]),
  } as const
  const { cells, refused } = whatIf(factsOf([org]), current)
  expect(cells).toEqual([])
  expect(refused).toMatchObject([{ org: 'acme', month: '2026-10' }])
})

test('the first version of a book has no usage to look back on', () => {
  const { cells, refused } = whatIf({ ...factsOf([]), book: { ...book, versions: [] } }, current)
  const empty = { before: 0n, after: 0n }
  expect(refused).toEqual([])
  expect(summariseWhatIf(cells, names)).toMatchObject({ total: empty, more: [], less: [], same: 0, unpriced: [] })
})

test('the months are the three full ones before this, and this one with today', () => {
  expect(whatIfMonths('2026-01-31')).toEqual([
    { month: '2025-10', span: { start: '2025-10-01', end: '2025-11-01' } },
    { month: '2025-11', span: { start: '2025-11-01', end: '2025-12-01' } },
    { month: '2025-12', span: { start: '2025-12-01', end: '2026-01-01' } },
    { month: '2026-01', span: { start: '2026-01-01', end: '2026-02-01' } },
  ])
})
