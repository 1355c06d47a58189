import fc from 'fast-check'
import { expect, test } from 'vitest'
import { minor, pico, picoPlaces } from '@/lib/core/money/amount'
import { chargesAgain, checkRechargeTerms, decideRecharge, type RechargeState, withheldReasons } from './recharge'

const money = (units: number) => pico(BigInt(units) * 10n ** BigInt(picoPlaces))
const due: RechargeState = {
  enabled: true,
  usable: true,
  threshold: money(5),
  amount: money(20),
  monthlyCap: money(100),
  available: money(4),
  chargedThisMonth: money(0),
  inFlight: false,
  card: true,
  lastFailure: null,
}
const outcome = (state: RechargeState): unknown => {
  const decision = decideRecharge(state)
  return 'recharge' in decision ? decision.recharge : decision.withheld
}

test.each<[string, Partial<RechargeState>, unknown]>([
  ['a balance below the threshold', {}, money(20)],
  ['a balance at the threshold', { available: money(5) }, money(20)],
  ['a balance just above the threshold', { available: pico(money(5) + 1n) }, 'above_threshold'],
  ['nothing left and a threshold of zero', { available: pico(0n), threshold: pico(0n) }, money(20)],
  ['a balance below zero', { available: pico(-1n), threshold: pico(0n) }, money(20)],
  ['no cap', { monthlyCap: null, chargedThisMonth: money(9000) }, money(20)],
  ['a cap that is just reached', { chargedThisMonth: money(80) }, money(20)],
  ['a cap that would be passed by the least', { chargedThisMonth: pico(money(80) + 1n) }, 'monthly_cap'],
  ['a cap with room for a part', { chargedThisMonth: money(90) }, 'monthly_cap'],
  ['a cap of zero', { monthlyCap: pico(0n) }, 'monthly_cap'],
  ['auto-recharge off', { enabled: false }, 'off'],
  ['credit that pays for nothing', { usable: false }, 'off'],
  ['a recharge under way', { inFlight: true }, 'in_flight'],
  ['no card', { card: false }, 'no_card'],
  ['a decline', { lastFailure: 'card_declined' }, 'declined'],
  ['a decline that switched it off', { enabled: false, lastFailure: 'card_declined' }, 'declined'],
  ['a recharge under way and no room under the cap', { inFlight: true, chargedThisMonth: money(90) }, 'in_flight'],
  ['off, whatever else', { enabled: false, available: money(9), inFlight: true, card: false }, 'off'],
])('%s', (_, state, expected) => {
  expect(outcome({ ...due, ...state })).toEqual(expected)
})

test('the sentence about the cap names what is asked, allowed and charged already', () => {
  expect(decideRecharge({ ...due, chargedThisMonth: pico(money(80) + 5n * 10n ** 11n) })).toEqual({
    withheld: 'monthly_cap',
    sentence: 'A recharge of 20.00 does not fit under the monthly cap of 100.00: 80.50 is charged already.',
  })
})

test.each<[string, Partial<RechargeState>, bigint, boolean]>([
  ['what leaves the threshold', { available: money(15) }, money(10), true],
  ['what leaves just more', { available: pico(money(15) + 1n) }, money(10), false],
  ['nothing', { available: money(1) }, 0n, false],
  ['anything where recharges are off', { enabled: false }, money(4), false],
])('taking back %s has an org charged again: %s', (_, state, taken, expected) => {
  expect(chargesAgain({ ...due, ...state }, pico(taken))).toBe(expected)
})

test.each([
  ['card_declined', /declined/],
  ['disputed', /disputed/],
  ['refunded', /went back/],
])('switched off by %s, it says so', (lastFailure, words) => {
  expect(decideRecharge({ ...due, enabled: false, lastFailure })).toMatchObject({
    withheld: 'declined',
    sentence: expect.stringMatching(words),
  })
})

test('a recharge of nothing is an error, also where it is off', () => {
  expect(() => decideRecharge({ ...due, amount: pico(0n) })).toThrow(RangeError)
  expect(() => decideRecharge({ ...due, enabled: false, amount: pico(-1n) })).toThrow(RangeError)
})

const amounts = fc.bigInt(0n, 12n).map(pico)
const states: fc.Arbitrary<RechargeState> = fc.record({
  enabled: fc.boolean(),
  usable: fc.constantFrom(true, true, true, false),
  threshold: amounts,
  amount: fc.bigInt(1n, 6n).map(pico),
  monthlyCap: fc.option(amounts),
  available: fc.bigInt(-2n, 12n).map(pico),
  chargedThisMonth: amounts,
  inFlight: fc.boolean(),
  card: fc.boolean(),
  lastFailure: fc.constantFrom(null, null, null, 'card_declined'),
})

test('an org is recharged exactly where nothing stands against it, always by the whole amount', () => {
  fc.assert(
    fc.property(states, (state) => {
      const { monthlyCap, amount, chargedThisMonth } = state
      const fits = monthlyCap === null || monthlyCap - chargedThisMonth >= amount
      const low = state.available <= state.threshold
      const ready = state.enabled && state.usable && state.card && !state.inFlight && state.lastFailure === null
      const decision = decideRecharge(state)
      expect('recharge' in decision).toBe(fits && low && ready)
      if ('recharge' in decision) expect(decision.recharge).toBe(amount)
      else expect(withheldReasons).toContain(decision.withheld)
    }),
    { numRuns: 1000 },
  )
})

test('a reason is true of the state it was given for', () => {
  fc.assert(
    fc.property(states, (state) => {
      const decision = decideRecharge(state)
      if ('recharge' in decision) return
      const isTrue = {
        off: !state.enabled || !state.usable,
        above_threshold: state.available > state.threshold,
        in_flight: state.inFlight,
        no_card: !state.card,
        declined: state.lastFailure !== null,
        monthly_cap: state.chargedThisMonth + state.amount > (state.monthlyCap ?? 0n),
      }
      expect(isTrue[decision.withheld]).toBe(true)
      expect(decision.sentence).toMatch(/^[A-Z].*\.$/)
    }),
    { numRuns: 1000 },
  )
})

type Step = { readonly do: 'spend' | 'paid' | 'declined' | 'enable' | 'month'; readonly amount: bigint }
const steps = fc.array(
  fc.record<Step>({
    do: fc.constantFrom('spend', 'spend', 'spend', 'paid', 'paid', 'declined', 'enable', 'month'),
    amount: fc.bigInt(0n, 9n),
  }),
  { maxLength: 80 },
)

/** What an org's recharges come to: after each step it is asked, and a recharge begins where it says so. */
const live = (first: RechargeState, history: readonly Step[]) => {
  let state = first
  const begun: { month: number; amount: bigint; underWay: boolean; whileDeclined: boolean }[] = []
  let month = 0
  for (const { do: kind, amount } of history) {
    if (kind === 'spend') state = { ...state, available: pico(state.available - amount) }
    if (kind === 'enable') state = { ...state, enabled: true, lastFailure: null }
    if (kind === 'month') {
      month += 1
      state = { ...state, chargedThisMonth: pico(0n) }
    }
    if (kind === 'paid' && state.inFlight) {
      state = { ...state, inFlight: false, available: pico(state.available + state.amount) }
    }
    if (kind === 'declined' && state.inFlight) {
      state = { ...state, inFlight: false, enabled: false, lastFailure: 'card_declined' }
    }
    const decision = decideRecharge(state)
    if (!('recharge' in decision)) continue
    begun.push({
      month,
      amount: decision.recharge,
      underWay: state.inFlight,
      whileDeclined: state.lastFailure !== null,
    })
    state = { ...state, inFlight: true, chargedThisMonth: pico(state.chargedThisMonth + decision.recharge) }
  }
  return begun
}

test('over any history no month is charged above its cap, one recharge is under way at most, none follows a decline', () => {
  const start = states.map(
    (state): RechargeState => ({ ...state, card: true, usable: true, inFlight: false, chargedThisMonth: pico(0n) }),
  )
  fc.assert(
    fc.property(start, steps, (state, history) => {
      const begun = live(state, history)
      const months = new Map<number, bigint>()
      for (const { month, amount } of begun) months.set(month, (months.get(month) ?? 0n) + amount)
      for (const charged of months.values()) {
        if (state.monthlyCap !== null) expect(charged).toBeLessThanOrEqual(state.monthlyCap)
      }
      expect(begun.filter(({ underWay, whileDeclined }) => underWay || whileDeclined)).toEqual([])
    }),
    { numRuns: 500 },
  )
})

test.each<[string, Parameters<typeof checkRechargeTerms>[0], string | null]>([
  ['as much as a purchase may be', { threshold: minor(0n), amount: minor(500n), monthlyCap: null }, null],
  ['a cap that leaves room for one', { threshold: minor(0n), amount: minor(500n), monthlyCap: minor(500n) }, null],
  ['a cap that leaves none', { threshold: minor(0n), amount: minor(500n), monthlyCap: minor(499n) }, 'monthlyCap'],
  ['less than a purchase may be', { threshold: minor(0n), amount: minor(499n), monthlyCap: null }, 'amount'],
  ['more than a purchase may be', { threshold: minor(0n), amount: minor(1_000_001n), monthlyCap: null }, 'amount'],
  ['a threshold below zero', { threshold: minor(-1n), amount: minor(500n), monthlyCap: null }, 'threshold'],
])('terms with %s', (_, terms, field) => {
  const refused = checkRechargeTerms(terms)
  expect(refused?.facts.field ?? null).toBe(field)
})
