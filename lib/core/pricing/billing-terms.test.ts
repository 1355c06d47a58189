import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, type Day } from '@/lib/core/time/day'
import {
  type BillingTerms,
  buyerSince,
  changesOf,
  type DatedTerms,
  firstDay,
  planTerms,
  termsOn,
} from './billing-terms'

const buyer = {
  name: 'Käufer GmbH',
  street: 'Marktgasse',
  buildingNumber: '12',
  postalCode: '3011',
  town: 'Bern',
  country: 'CH',
  vatNumber: '',
}
const first: DatedTerms = {
  version: 1,
  effectiveOn: firstDay,
  buyer,
  priceBook: 'standard',
  treatment: 'domestic',
  exemption: '',
  payBy: 'invoice',
  termsDays: 30,
}

const day = fc.integer({ min: 0, max: 400 }).map((days) => addDays('2026-01-01', days))
const change = fc.record(
  {
    town: fc.constantFrom('Bern', 'Zürich', 'Thun'),
    priceBook: fc.constantFrom('standard', 'special'),
    termsDays: fc.constantFrom(10, 30, 60),
  },
  { requiredKeys: [] },
)
type Change = { town?: string; priceBook?: string; termsDays?: number }

/** What an admin's form sends: the terms of the day with some parts changed. */
const changed = (history: readonly DatedTerms[], on: Day, { town, ...rest }: Change): BillingTerms => {
  const { version: _, effectiveOn: __, ...before } = termsOn(history, on)
  return { ...before, ...rest, buyer: { ...before.buyer, ...(town === undefined ? {} : { town }) } }
}

const save = (history: readonly DatedTerms[], on: Day, next: BillingTerms): DatedTerms[] => {
  const version = Math.max(...history.map((each) => each.version)) + 1
  return [...history, ...planTerms(history, on, next).map((terms) => ({ ...terms, version }))]
}

const saves = (changes: readonly (readonly [Day, Change])[]): DatedTerms[] =>
  changes.reduce<DatedTerms[]>((history, [on, with_]) => save(history, on, changed(history, on, with_)), [first])

test('what is saved holds on its day, and no day before it changes', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(day, change), { maxLength: 8 }), day, change, day, (changes, on, with_, other) => {
      const history = saves(changes)
      const next = changed(history, on, with_)
      const after = save(history, on, next)
      expect(termsOn(after, on)).toMatchObject(next)
      if (other < on) expect(termsOn(after, other)).toEqual(termsOn(history, other))
    }),
  )
})

test('a change holds until the day on which the same part was planned to change, and no other part moves', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(day, change), { maxLength: 8 }), day, change, day, (changes, on, with_, later) => {
      const history = saves(changes)
      const after = save(history, on, changed(history, on, with_))
      if (later < on) return
      const planned = changesOf(history).filter(({ effectiveOn }) => effectiveOn > on && effectiveOn <= later)
      for (const part of ['priceBook', 'termsDays'] as const) {
        const before = termsOn(history, on)[part]
        const wanted = with_[part] ?? before
        let value = wanted
        let last = before
        for (const each of planned) {
          if (each[part] !== last) value = each[part]
          last = each[part]
        }
        expect(termsOn(after, later)[part]).toBe(wanted === before ? termsOn(history, later)[part] : value)
      }
    }),
  )
})

test('saving what is there already appends nothing', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(day, change), { maxLength: 8 }), day, (changes, on) => {
      const history = saves(changes)
      expect(planTerms(history, on, termsOn(history, on))).toEqual([])
    }),
  )
})

test('a correction of the buyer reaches back to when the buyer became what it is, and no further', () => {
  const moved = save([first], '2026-05-01', { ...first, buyer: { ...buyer, town: 'Thun' } })
  const priced = save(moved, '2026-07-01', { ...termsOn(moved, '2026-07-01'), priceBook: 'special' })
  expect(buyerSince(priced, '2026-11-30')).toBe('2026-05-01')
  expect(buyerSince(priced, '2026-04-30')).toBe(firstDay)
})

test('a move planned for January stays planned when the price book changes in December', () => {
  const moved = save([first], '2027-01-01', { ...first, buyer: { ...buyer, town: 'Berlin', country: 'DE' } })
  const after = save(moved, '2026-12-01', { ...first, priceBook: 'special' })
  expect(termsOn(after, '2026-12-31')).toMatchObject({ buyer: { town: 'Bern' }, priceBook: 'special' })
  expect(termsOn(after, '2027-01-01')).toMatchObject({ buyer: { town: 'Berlin' }, priceBook: 'special' })
})

test('what is no part of the terms, such as the e-mail address of a buyer, changes nothing', () => {
  const withEmail = { ...first, buyer: { ...buyer, email: 'bills@example.com' } }
  expect(planTerms([first], '2026-11-30', withEmail)).toEqual([])
})
