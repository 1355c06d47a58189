import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Account } from '@/lib/core/funding/account'
import type { Biller, Charge } from '@/lib/core/funding/biller'
import { accountOf, grantOf, spentIn, weekOf } from '@/lib/core/funding/testing/account'
import { pico } from '@/lib/core/money/amount'
import { decideStart, type Start } from './decide'
import { projectGate } from './project'
import { shortfallOf, unpaidUsageSentence } from './refusal-words'

const one = 10n ** 12n
const nothing: Start = { charge: null, concurrent: null, resource: { diskMb: 0, memoryMb: 0, vcpus: 0 } }
const gateOf = (biller: Biller, over: Partial<Account> = {}) =>
  projectGate(accountOf(biller, over), 50n, { month: '2026-11', endsAt: 200n })
const charge = (amount: bigint, units = 0n): Charge => ({ amount: pico(amount * one), units: units * one })
const topup = (remaining: bigint, held = 0n) => grantOf({ id: 'topup', remaining: remaining * one, held: held * one })
const free = (remaining: bigint) => grantOf({ id: 'free', origin: 'free', remaining: remaining * one, used: one })
const plan: NonNullable<Account['plan']> = {
  plan: 'pro',
  version: 1,
  quota: 9n * one,
  ratio: { base: 0n, perCost: one, ceiling: null },
  maxMemoryMb: 1024,
  maxVcpus: 2,
  periodStartedAt: 0n,
}
const waiting = { amount: 3n * one, units: 0n, more: false }

type Row = readonly [
  cause: string,
  gate: ReturnType<typeof gateOf>,
  start: Partial<Start>,
  reason: string,
  sentence: string,
]
const rows: readonly Row[] = [
  ['nothing is left', gateOf('prepaid'), {}, 'credits_used_up', 'The credit is used up. Top up to go on.'],
  [
    'nothing is left, and usage waits',
    gateOf('prepaid', { short: true }),
    { waiting },
    'credits_used_up',
    'The credit is used up, and usage worth CHF 3.00 waits to be paid. Top up to go on.',
  ],
  [
    'usage waits for more than is left',
    gateOf('prepaid', { short: true, grants: [topup(2n)] }),
    { waiting: { ...waiting, more: true } },
    'charge_refused',
    'Usage worth more than CHF 3.00 waits to be paid. Add funds to go on.',
  ],
  [
    'all of it is held',
    gateOf('prepaid', { grants: [topup(0n, 5n)] }),
    {},
    'credits_used_up',
    'All that is left, CHF 5.00, is held by reservations. More can start when one of them ends, or with more funds.',
  ],
  [
    'there is no plan',
    gateOf('plan_quota'),
    {},
    'quota_used_up',
    'There is no plan, and there are no extra units. Subscribe to a plan or buy a pack to go on.',
  ],
  [
    'the quota is used up',
    gateOf('plan_quota', { plan, week: weekOf(9n * one, 9n * one) }),
    {},
    'quota_used_up',
    "This week's quota of 9 compute units and all extras are used up. Buy a pack, or wait for the next week.",
  ],
  [
    'units of the quota are held',
    gateOf('plan_quota', { plan, week: weekOf(9n * one, 7n * one, 2n * one) }),
    {},
    'quota_used_up',
    'All that is left, 2 compute units, is held by reservations. More can start when one of them ends, or with more funds.',
  ],
  [
    'units wait to be paid',
    gateOf('plan_quota', { plan, week: weekOf(9n * one, 9n * one), short: true }),
    { waiting: { ...waiting, units: 4n * one } },
    'quota_used_up',
    "This week's quota of 9 compute units and all extras are used up, and usage worth 4 compute units waits to be paid. Buy a pack, or wait for the next week.",
  ],
  [
    'the cap is zero',
    gateOf('linked', { subscribed: true, cap: pico(0n) }),
    {},
    'cap_reached',
    'The spend cap is zero, which blocks everything that is metered. Raise it to go on.',
  ],
  [
    'the cap is reached',
    gateOf('free_credit', { card: true, cap: pico(250n * one), months: spentIn('2026-11', 250n * one) }),
    {},
    'cap_reached',
    "This month's spend cap of CHF 250.00 is reached. Raise it to go on.",
  ],
  [
    'a card is missing',
    gateOf('free_credit'),
    {},
    'card_required',
    'There is no free credit and no card on file. Add a card to go on.',
  ],
  [
    'the free credit is used up',
    gateOf('free_credit', { grants: [free(0n)], hadFreeCredit: true }),
    {},
    'free_credit_used_up',
    'The free credit is used up. Add a card to go on.',
  ],
  [
    'the rest of the free credit is less than anything costs',
    gateOf('free_credit', { grants: [free(1n)], hadFreeCredit: true }),
    { least: 2n * one },
    'free_credit_used_up',
    'The free credit is used up: the CHF 1.00 that is left is less than the smallest use costs. Add a card to go on.',
  ],
  [
    'the free units are used up',
    gateOf('linked'),
    {},
    'subscription_required',
    'The free units are used up. Subscribe to go on.',
  ],
  [
    'too little is left',
    gateOf('prepaid', { grants: [topup(4n)] }),
    { charge: charge(12n) },
    'insufficient_funds',
    'This costs CHF 12.00, and CHF 4.00 is left: CHF 8.00 is missing. Add funds to go on.',
  ],
  [
    'too few units are left',
    gateOf('plan_quota', { plan, week: weekOf(9n * one, 4n * one) }),
    { charge: charge(1n, 20n) },
    'insufficient_funds',
    'This costs 20 compute units, and 5 compute units are left: 15 compute units are missing. Add funds to go on.',
  ],
]

describe('why nothing starts', () => {
  it.each(rows)('has its own words: %s', (_, gate, start, reason, sentence) => {
    const refused = decideStart(gate, { ...nothing, ...start })
    expect([refused?.facts.reason, refused?.sentence]).toEqual([reason, sentence])
  })

  it('is said once each: no two causes share a sentence', () => {
    const sentences = rows.map(([, , , , sentence]) => sentence)
    expect(new Set(sentences).size).toBe(sentences.length)
  })
})

const funds = fc.record({
  currency: fc.constant('CHF'),
  unit: fc.constant('compute.units'),
  remaining: fc.bigInt(0n, 30n),
  unitsRemaining: fc.bigInt(0n, 30n),
})

it('what is missing is what the start lacks: with exactly so much more it may start, with less it may not', () => {
  fc.assert(
    fc.property(funds, fc.bigInt(1n, 60n), fc.bigInt(0n, 60n), (left, amount, units) => {
      const gate = { ...gateOf('prepaid'), ...left, halted: false, reason: '' as const }
      const asked = { amount: pico(amount), units }
      const refused = decideStart(gate, { ...nothing, charge: asked })
      const { measure, price, available, missing } = shortfallOf(gate, asked)
      if (gate.remaining <= 0n && gate.unitsRemaining <= 0n) return
      expect(refused === null).toBe(missing === 0n)
      if (missing === 0n) return
      expect([price - available, refused?.facts.measure]).toEqual([missing, measure])
      const funded = (more: bigint) =>
        measure === 'CHF'
          ? { ...gate, remaining: gate.remaining + more }
          : { ...gate, unitsRemaining: gate.unitsRemaining + more }
      expect(decideStart(funded(missing), { ...nothing, charge: asked })).toBeNull()
      expect(decideStart(funded(missing - 1n), { ...nothing, charge: asked })).not.toBeNull()
    }),
  )
})

it('usage that nothing pays is told in the same words, and that it is kept', () => {
  const kept = 'The usage of acme is kept, and paid as soon as there are funds.'
  const said = (gate: ReturnType<typeof gateOf>, much: Charge) =>
    unpaidUsageSentence('acme', gate, shortfallOf(gate, much))
  expect(said(gateOf('prepaid', { grants: [topup(4n)] }), charge(12n))).toBe(
    `This costs CHF 12.00, and CHF 4.00 is left: CHF 8.00 is missing. ${kept}`,
  )
  expect(said(gateOf('prepaid'), charge(12n))).toBe(
    `The credit is used up. This costs CHF 12.00, and CHF 0.00 is left: CHF 12.00 is missing. ${kept}`,
  )
  expect(said(gateOf('linked', { subscribed: true, cap: pico(0n) }), charge(1n))).toMatch(/^The spend cap is zero/)
})
