import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Gate, isExhausted } from '@/lib/core/gate/project'
import { billers } from './biller'
import { addsUp } from './grant'
import { checkEntry, foldLedger } from './ledger'
import { type CoreBook, scratchGate } from './testing/core-book'
import type { NaiveBook } from './testing/naive-book'
import { type Books, openBooks, type Step, take } from './testing/steps'

const few = fc.nat(12)
const piece = fc.record({
  kind: fc.constantFrom('charge', 'hold'),
  ago: fc.oneof(fc.constant(0), fc.nat(150)),
  coins: few,
  units: fc.nat(6),
  settles: fc.option(fc.nat(5)),
})
type Terms<Name extends Step['step']> = Omit<Extract<Step, { step: Name }>, 'step'>
const step = <const Name extends Step['step']>(name: Name, terms: fc.Arbitrary<Terms<Name>>): fc.Arbitrary<Step> =>
  terms.map((each) => ({ step: name, ...each }) as Step)

const origins = fc.constantFrom('free', 'signup', 'topup', 'pack')
const assets = fc.constantFrom('CHF', 'CHF', 'CHF', 'doc.units', 'compute.units')
const use = step('use', fc.record({ pieces: fc.array(piece, { minLength: 1, maxLength: 5 }) }))
const steps = fc.oneof(
  { weight: 8, arbitrary: use },
  {
    weight: 3,
    arbitrary: step(
      'grant',
      fc.record({
        origin: origins,
        asset: assets,
        priority: fc.nat(2),
        amount: fc.integer({ min: 1, max: 15 }),
        lasts: fc.option(fc.integer({ min: 1, max: 120 })),
      }),
    ),
  },
  { weight: 2, arbitrary: step('release', fc.record({ which: fc.nat(5) })) },
  {
    weight: 1,
    arbitrary: step('take', fc.record({ which: fc.nat(5), kind: fc.constantFrom('refund', 'adjustment'), most: few })),
  },
  { weight: 1, arbitrary: step('expire', fc.record({})) },
  { weight: 2, arbitrary: step('switch', fc.record({ biller: fc.constantFrom(...billers), in: fc.nat(40) })) },
  {
    weight: 2,
    arbitrary: step('set', fc.record({ cap: fc.option(fc.nat(25)), card: fc.boolean(), subscribed: fc.boolean() })),
  },
  { weight: 1, arbitrary: step('flag', fc.record({ freeCredit: fc.boolean() })) },
  { weight: 2, arbitrary: step('wait', fc.record({ ticks: fc.nat(60) })) },
  { weight: 2, arbitrary: step('week', fc.record({ quota: fc.nat(20) })) },
  { weight: 1, arbitrary: step('again', fc.record({ which: fc.nat(40) })) },
)

const sum = (list: readonly bigint[]) => list.reduce((total, each) => total + each, 0n)
/** What the parts of charges and of open reservations take from a source, as that source counts. */
const drawn = ({ charges, holds }: CoreBook, source: string) => {
  const of = (parts: readonly { source: string; measure: string; amount: bigint; units: bigint }[]) =>
    sum(
      parts
        .filter((part) => part.source === source)
        .map(({ measure, amount, units }) => (measure === 'money' ? amount : units)),
    )
  return { used: sum(charges.map(({ parts }) => of(parts))), held: sum([...holds.values()].map(of)) }
}

const expectBooksInOrder = (book: CoreBook): void => {
  const { account, entries } = book
  const folds = foldLedger(entries)
  expect(entries.map(checkEntry).filter(Boolean)).toEqual([])
  for (const grant of account.grants) {
    expect(addsUp(grant), grant.id).toBe(true)
    const { granted, used, expired, refunded, remaining, held } = grant
    expect(folds.get(grant.id)).toEqual({ granted, used, expired, refunded, left: remaining + held })
    expect(drawn(book, grant.id)).toEqual({ used, held })
  }
  for (const [month, { spent, held }] of account.months) {
    expect(spent >= 0n && held >= 0n).toBe(true)
    expect(drawn(book, `postpaid:${month}`)).toEqual({ used: spent, held })
  }
  if (account.week === null) return
  const { id, quota, used, held } = account.week
  expect(used >= 0n && held >= 0n && used + held <= quota).toBe(true)
  expect(drawn(book, `week:${id}`)).toEqual({ used, held })
}

const fundsOf = (gate: Gate) => {
  const { biller, remaining, held, unit, unitsRemaining, unitsHeld } = gate
  return { biller, remaining, held, unit, unitsRemaining, unitsHeld, exhausted: isExhausted(gate) }
}

/** Both books in one shape. */
const coreState = ({ account, holds }: CoreBook) => ({
  purses: account.grants
    .map(({ id, remaining, held, used, expired, refunded }) => ({ id, remaining, held, used, expired, refunded }))
    .sort((a, b) => Number(a.id.slice(1)) - Number(b.id.slice(1))),
  bill: [...account.months].map(([month, { spent, held }]) => `${month} ${spent} ${held}`).sort(),
  week: account.week && `${account.week.used} ${account.week.held}`,
  holds: [...holds.keys()],
})
const naiveState = ({ purses, bill, weeks, week, holds }: NaiveBook) => {
  const current = weeks.get(week)
  return {
    purses: purses.map(({ id, left, held, used, expired, refunded }) => {
      const counts = { remaining: BigInt(left), held: BigInt(held), used: BigInt(used) }
      return { id, ...counts, expired: BigInt(expired), refunded: BigInt(refunded) }
    }),
    bill: [...bill].flatMap(([month, { spent, held }]) => `${month} ${spent} ${held}`).sort(),
    week: current ? `${current.used} ${current.held}` : null,
    holds: [...holds.keys()],
  }
}
const touched = <State extends { bill: readonly string[] }>(state: State): State => ({
  ...state,
  bill: state.bill.filter((line) => !line.endsWith(' 0 0')),
})

const expectAgreement = ({ core, naive, answers }: Books): void => {
  const last = answers.at(-1)
  expect(last?.core).toEqual(last?.naive)
  expect(touched(coreState(core))).toEqual(touched(naiveState(naive)))
}

const walk = (start: (typeof billers)[number], path: readonly Step[], check: (books: Books) => void): void => {
  const books = openBooks(start)
  for (const [place, each] of path.entries()) {
    take(books, `k${place}`, each)
    check(books)
  }
}
const journeys = fc.tuple(fc.constantFrom(...billers), fc.array(steps, { maxLength: 40, size: 'max' }))
const runs = { numRuns: 1000 }

describe('whatever is granted, held, settled, released, charged, taken back, switched and sent again, in any order', () => {
  it('nothing is negative, grants add up, and the ledger, the months and the week are the sums of what was paid', () => {
    fc.assert(
      fc.property(journeys, ([start, path]) => walk(start, path, ({ core }) => expectBooksInOrder(core))),
      runs,
    )
  })

  it('the gate that draws moved is the gate that is projected from scratch', () => {
    fc.assert(
      fc.property(journeys, ([start, path]) =>
        walk(start, path, ({ core }) => expect(fundsOf(core.gate)).toEqual(fundsOf(scratchGate(core)))),
      ),
      runs,
    )
  })

  it('every answer and every balance is what plain bookkeeping, one thing after the other, comes to', () => {
    fc.assert(
      fc.property(journeys, ([start, path]) => walk(start, path, expectAgreement)),
      runs,
    )
  })
})
