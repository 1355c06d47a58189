import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { type Minor, minor, pico } from '@/lib/core/money/amount'
import type { AlertKind } from './alert'
import { type AlertFacts, dueAlerts } from './due-alerts'
import { type AlertSettings, inOrder, usualAlerts } from './settings'

const cents = (count: bigint) => pico(count * 10n ** 10n)
const chf = (count: bigint): Minor => minor(count * 100n)

const calm: AlertFacts = {
  currency: 'CHF',
  months: [],
  credit: null,
  gate: { halted: false, reason: '', generation: 3n, told: null },
  begun: true,
  quotas: [],
  recharge: null,
  charges: [],
  owed: null,
  expiring: [],
  renewals: [],
  returns: [],
}
const everything: AlertSettings = { ...usualAlerts, spend: [chf(50n), chf(100n)], creditBelow: chf(5n) }
const keys = (facts: Partial<AlertFacts>, settings: AlertSettings = everything): string[] =>
  dueAlerts(settings, { ...calm, ...facts }).map(({ key }) => key)

const spent = (amount: bigint) => ({ months: [{ month: '2026-11', spent: pico(amount) }] })

describe('what was used in a month', () => {
  it('is told to the cent when it reaches an amount, never before', () => {
    expect(keys(spent(50n * 10n ** 12n - 1n))).toEqual([])
    expect(keys(spent(50n * 10n ** 12n))).toEqual(['spend:2026-11:50.00:CHF'])
  })

  it('that jumps over several amounts is told once, by the highest', () => {
    expect(keys(spent(100n * 10n ** 12n))).toEqual(['spend:2026-11:100.00:CHF'])
  })

  it('is told again in the next month', () => {
    const months = [
      { month: '2026-11', spent: cents(10_000n) },
      { month: '2026-12', spent: cents(5_000n) },
    ]
    expect(keys({ months })).toEqual(['spend:2026-11:100.00:CHF', 'spend:2026-12:50.00:CHF'])
  })

  it('says what it came to', () => {
    const [alert] = dueAlerts({ ...everything, spend: [chf(50n)] }, { ...calm, ...spent(1_234_567n * 10n ** 10n) })
    expect(alert).toEqual({
      key: 'spend:2026-11:50.00:CHF',
      kind: 'spend',
      says: { month: '2026-11', limit: '50.00', spent: '12345.67', currency: 'CHF' },
    })
  })
})

describe('credit that runs low', () => {
  const left = (count: bigint, newest = 'grt_1') => ({
    credit: { left: cents(count), newest, biller: 'prepaid' as const },
  })

  it('is told below the amount, and once until there is new credit', () => {
    expect(keys(left(500n))).toEqual([])
    expect(keys(left(499n))).toEqual(['credit:grt_1:5.00'])
    expect(keys(left(0n))).toEqual(['credit:grt_1:5.00'])
    expect(keys(left(100n, 'grt_2'))).toEqual(['credit:grt_2:5.00'])
  })

  it('is not told where no credit pays', () => {
    expect(keys({ credit: null })).toEqual([])
  })
})

describe('work that stops', () => {
  const gate = (over: Partial<NonNullable<AlertFacts['gate']>>) => ({
    gate: { halted: true, reason: 'credits_used_up' as const, generation: 4n, told: null, ...over },
  })

  it('is told once a halt, with its reason', () => {
    expect(dueAlerts(usualAlerts, { ...calm, ...gate({}) })).toEqual([
      { key: 'stopped:4', kind: 'stopped', says: { reason: 'credits_used_up' } },
    ])
    expect(keys(gate({ told: 4n }))).toEqual([])
  })

  it('and is halted again before it was released is told no second time', () => {
    expect(keys(gate({ generation: 6n, told: 4n }))).toEqual([])
  })

  it('is told to go on only where it was told to have stopped', () => {
    expect(keys(gate({ halted: false, generation: 5n, told: 4n }))).toEqual(['goes_on:4'])
    expect(keys(gate({ halted: false, generation: 5n }))).toEqual([])
  })

  it('and goes on once nobody wants to know is noted without a word, so that it is not told long after', () => {
    const alerts = dueAlerts({ ...usualAlerts, stopped: false }, { ...calm, ...gate({ halted: false, told: 4n }) })
    expect(alerts).toEqual([{ key: 'goes_on:4', kind: 'goes_on', says: {}, quiet: true }])
  })

  it('is nothing of an organization that has not begun', () => {
    expect(keys({ ...gate({}), begun: false })).toEqual([])
  })
})

describe('quota and payments', () => {
  const crossing = { week: 'qw_1', percent: 80, used: 850n, quota: 1_000n, endsAt: 0n }
  const owed = {
    subscription: 'sub_1',
    standing: 'past_due' as const,
    since: 1_000_000_000n,
    amount: chf(20n),
    currency: 'USD',
  }

  it('each threshold of a quota that was crossed is told, once a week', () => {
    expect(keys({ quotas: [] })).toEqual([])
    expect(keys({ quotas: [crossing, { ...crossing, percent: 100 }] })).toEqual(['quota:qw_1:80', 'quota:qw_1:100'])
  })

  it('a recharge that failed is told once until it is switched on again', () => {
    const recharge = { newest: 'pur_7', amount: chf(20n), failure: 'expired_card' }
    expect(dueAlerts(usualAlerts, { ...calm, recharge })).toEqual([
      {
        key: 'recharge:pur_7:expired_card',
        kind: 'recharge',
        says: { amount: '20.00', currency: 'CHF', failure: 'expired_card' },
      },
    ])
  })

  it('a card that was not charged for an invoice is told once an invoice', () => {
    const charge = {
      invoice: 'inv_1',
      number: '2026-000001',
      amount: chf(20n),
      currency: 'EUR',
      failure: 'expired_card',
    }
    expect(dueAlerts(usualAlerts, { ...calm, charges: [charge] })).toEqual([
      { key: 'invoice_charge:inv_1', kind: 'invoice_charge', says: { ...charge, amount: '20.00' } },
    ])
  })

  it('what is owed is told at each of its standings, with when it gets worse', () => {
    const alerts = dueAlerts(usualAlerts, { ...calm, owed })
    expect(alerts).toEqual([
      {
        key: 'owed:sub_1:1000000000:past_due',
        kind: 'owed',
        says: {
          standing: 'past_due',
          amount: '20.00',
          currency: 'USD',
          blockedAt: '1970-01-08T00:00:01Z',
          endedAt: '1970-01-15T00:00:01Z',
        },
      },
    ])
    expect(keys({ owed: { ...owed, standing: 'degraded' } })).toEqual(['owed:sub_1:1000000000:degraded'])
  })
})

const amount = fc.bigInt(1n, 10n ** 9n).map(minor)
const settings: fc.Arbitrary<AlertSettings> = fc.record({
  spend: fc.array(amount, { maxLength: 5 }).map(inOrder),
  creditBelow: fc.option(amount),
  stopped: fc.boolean(),
  quota: fc.boolean(),
  payments: fc.boolean(),
  expiries: fc.boolean(),
  renewals: fc.boolean(),
})
const facts: fc.Arbitrary<AlertFacts> = fc.record({
  currency: fc.constantFrom('CHF', 'EUR', 'USD'),
  months: fc.uniqueArray(
    fc.record({ month: fc.constantFrom('2026-10', '2026-11'), spent: fc.bigInt(0n, 10n ** 20n).map(pico) }),
    { selector: ({ month }) => month },
  ),
  credit: fc.option(
    fc.record({
      left: fc.bigInt(0n, 10n ** 20n).map(pico),
      newest: fc.constantFrom('a', 'b'),
      biller: fc.constantFrom('prepaid', 'free_credit'),
    }),
  ),
  gate: fc.option(
    fc.record({
      halted: fc.boolean(),
      reason: fc.constantFrom('', 'credits_used_up', 'cap_reached'),
      generation: fc.bigInt(0n, 9n),
      told: fc.option(fc.bigInt(0n, 9n)),
    }),
  ),
  begun: fc.boolean(),
  quotas: fc.uniqueArray(
    fc.record({
      week: fc.constantFrom('w1', 'w2'),
      percent: fc.constantFrom(80, 100),
      used: fc.bigInt(0n, 2_000n),
      quota: fc.bigInt(1n, 1_000n),
      endsAt: fc.bigInt(0n, 10n ** 18n),
    }),
    { selector: ({ week, percent }) => `${week} ${percent}` },
  ),
  recharge: fc.option(
    fc.record({ newest: fc.constantFrom('', 'p1'), amount, failure: fc.constantFrom('no_card', 'other') }),
  ),
  charges: fc.uniqueArray(
    fc.record({
      invoice: fc.constantFrom('i1', 'i2'),
      number: fc.constant('2026-000001'),
      amount,
      currency: fc.constantFrom('CHF', 'USD'),
      failure: fc.constantFrom('no_card', 'other'),
    }),
    { selector: ({ invoice }) => invoice },
  ),
  owed: fc.option(
    fc.record({
      subscription: fc.constantFrom('s1', 's2'),
      standing: fc.constantFrom('past_due', 'degraded', 'unpaid'),
      since: fc.bigInt(0n, 10n ** 18n),
      amount,
      currency: fc.constantFrom('CHF', 'USD'),
    }),
  ),
  expiring: fc.uniqueArray(
    fc.record({
      day: fc.constantFrom('2026-12-01', '2026-12-02'),
      expiresAt: fc.bigInt(0n, 10n ** 18n),
      days: fc.integer({ min: 0, max: 30 }),
      left: fc.bigInt(1n, 10n ** 20n).map(pico),
    }),
    { selector: ({ day }) => day },
  ),
  renewals: fc.uniqueArray(
    fc.record({
      subscription: fc.constantFrom('s1', 's2'),
      plan: fc.constant('Team'),
      amount,
      currency: fc.constantFrom('CHF', 'USD'),
      renewsAt: fc.bigInt(0n, 10n ** 18n),
      card: fc.constantFrom('', 'Visa •••• 4242'),
    }),
    { selector: ({ subscription }) => subscription },
  ),
  returns: fc.uniqueArray(
    fc.record({
      id: fc.constantFrom('re_1', 'dp_1'),
      kind: fc.constantFrom('refund', 'dispute'),
      status: fc.constantFrom('pending', 'succeeded', 'failed', 'warning_closed', 'needs_response', 'won', 'lost'),
      amount,
      currency: fc.constantFrom('CHF', 'USD'),
      about: fc.constantFrom('purchase', 'invoice', 'subscription'),
      name: fc.string(),
      undone: fc.boolean(),
    }),
    { selector: ({ id }) => id },
  ),
})

test('keys are unique in one look, and what is switched off is never told', () => {
  fc.assert(
    fc.property(settings, facts, (chosen, seen) => {
      const alerts = dueAlerts(chosen, seen)
      expect(new Set(alerts.map(({ key }) => key)).size).toBe(alerts.length)
      const told = new Set<AlertKind>(alerts.map(({ kind }) => kind))
      if (!chosen.stopped)
        expect(alerts.some(({ kind, quiet }) => kind === 'stopped' || (kind === 'goes_on' && !quiet))).toBe(false)
      if (!chosen.quota) expect(told.has('quota')).toBe(false)
      if (!chosen.payments) {
        const ofPayments = ['recharge', 'owed', 'invoice_charge', 'returned'] as const
        expect(ofPayments.some((kind) => told.has(kind))).toBe(false)
      }
      if (!chosen.expiries) expect(told.has('credit_expiring')).toBe(false)
      if (!chosen.renewals) expect(told.has('renewal_ahead')).toBe(false)
      if (chosen.creditBelow === null) expect(told.has('credit')).toBe(false)
    }),
  )
})

test('more use of a month tells of no lower an amount', () => {
  fc.assert(
    fc.property(settings, fc.bigInt(0n, 10n ** 20n), fc.bigInt(0n, 10n ** 20n), (chosen, some, more) => {
      const told = (used: bigint): number =>
        dueAlerts(chosen, { ...calm, ...spent(used) }).reduce(
          (highest, each) => (each.kind === 'spend' ? Math.max(highest, Number(each.says.limit)) : highest),
          0,
        )
      expect(told(some + more)).toBeGreaterThanOrEqual(told(some))
    }),
  )
})

test('amounts are put in order and once each', () => {
  expect(inOrder([chf(3n), chf(1n), chf(3n), chf(2n)])).toEqual([chf(1n), chf(2n), chf(3n)])
})

describe('money that goes back', () => {
  const fact = {
    id: 'dp_1',
    kind: 'dispute',
    status: 'lost',
    amount: minor(199_000n),
    currency: 'CHF',
    about: 'subscription',
    name: 'Team',
    undone: true,
  } as const
  const told = (over: object) =>
    dueAlerts(usualAlerts, { ...calm, returns: [{ ...fact, ...over }] }).map(({ key, says }) => [key, says])

  it('is told once in each of its states, with what comes of it', () => {
    expect(told({})).toEqual([
      [
        'returned:dp_1:lost',
        { state: 'lost', effect: 'ended', about: 'subscription', name: 'Team', amount: '1990.00', currency: 'CHF' },
      ],
    ])
    expect(told({ status: 'needs_response', undone: false })).toMatchObject([
      ['returned:dp_1:open', { state: 'open', effect: 'blocked' }],
    ])
  })

  it.each([
    ['refund', 'pending', 'invoice', false, []],
    ['refund', 'failed', 'invoice', false, []],
    ['dispute', 'warning_needs_response', 'invoice', false, []],
    ['refund', 'succeeded', 'invoice', true, ['refunded', 'owed']],
    ['refund', 'succeeded', 'invoice', false, ['refunded', 'paid']],
    ['refund', 'succeeded', 'subscription', false, ['refunded', 'kept']],
    ['refund', 'succeeded', 'purchase', false, ['refunded', 'taken']],
    ['dispute', 'won', 'subscription', false, ['won', 'as_before']],
    ['dispute', 'lost', 'purchase', false, ['lost', 'taken']],
  ])('as a %s that is %s of a payment for a %s, undone %s, is told as %j', (kind, status, about, undone, expected) => {
    const says = told({ kind, status, about, undone }).map(([, what]) => what) as { state: string; effect: string }[]
    expect(says.flatMap(({ state, effect }) => [state, effect])).toEqual(expected)
  })
})
