import { Temporal } from 'temporal-polyfill'
import { describe, expect, it, test } from 'vitest'
import type { Grant } from '@/lib/core/funding/grant'
import { minor, pico } from '@/lib/core/money/amount'
import { type AlertFacts, dueAlerts } from './due-alerts'
import { expiringCredit, expiryStep } from './expiring'
import { isRenewedSoon } from './renewal'
import { usualAlerts } from './settings'

const zone = 'Europe/Zurich'
const now = Temporal.Instant.from('2026-11-21T10:00:00Z')
const nano = (text: string) => Temporal.Instant.from(text).epochNanoseconds
const francs = (count: number) => BigInt(count) * 10n ** 12n

const grant = (expires: string | null, over: Partial<Grant> = {}): Grant => ({
  id: 'g',
  origin: 'topup',
  asset: 'CHF',
  priority: 0,
  expiresAt: expires === null ? null : nano(expires),
  sequence: 1n,
  granted: francs(10),
  remaining: francs(10),
  held: 0n,
  used: 0n,
  expired: 0n,
  refunded: 0n,
  returnedOf: null,
  toWithhold: 0n,
  ...over,
})
const expiring = (...grants: Grant[]) =>
  expiringCredit(grants, 'CHF', now, zone).map(({ day, days, left }) => [day, days, left / 10n ** 12n])

describe('credit that expires', () => {
  it('is summed up by the day of the zone on which it does', () => {
    // The last is on the 29th of November in Zurich already.
    expect(
      expiring(grant('2026-11-28T22:00:00Z'), grant('2026-11-28T22:30:00Z'), grant('2026-11-28T23:30:00Z')),
    ).toEqual([
      ['2026-11-28', 7, 20n],
      ['2026-11-29', 8, 10n],
    ])
  })

  it('counts only if something of it is left, in the money of the org, and it was not free', () => {
    const soon = '2026-11-25T10:00:00Z'
    expect(
      expiring(
        grant(soon, { remaining: 0n, used: francs(10) }),
        grant(soon, { asset: 'doc.units' }),
        grant(soon, { origin: 'free' }),
        grant(null),
        grant('2026-11-21T09:00:00Z'),
        grant('2027-01-25T10:00:00Z'),
      ),
    ).toEqual([])
  })

  it.each([
    [31, null],
    [30, 30],
    [8, 30],
    [7, 7],
    [2, 7],
    [1, 1],
    [0, null],
  ])('%d days before is told as of %s', (days, step) => expect(expiryStep(days)).toBe(step))
})

const calm: AlertFacts = {
  currency: 'CHF',
  months: [],
  credit: null,
  gate: null,
  begun: true,
  quotas: [],
  recharge: null,
  charges: [],
  owed: null,
  expiring: [],
  renewals: [],
  returns: [],
}

test('each of the three steps is told once, with the amount that is left', () => {
  const told = new Map<string, unknown>()
  for (let days = 40; days >= 0; days -= 1) {
    const at = Temporal.Instant.from('2026-12-31T10:00:00Z').subtract({ hours: 24 * days })
    const left = grant('2026-12-31T12:00:00Z', { remaining: francs(days + 1) })
    const facts = { ...calm, expiring: expiringCredit([left], 'CHF', at, zone) }
    for (const { key, says } of dueAlerts(usualAlerts, facts)) if (!told.has(key)) told.set(key, says)
    expect(dueAlerts({ ...usualAlerts, expiries: false }, facts)).toEqual([])
  }
  const says = (amount: string, days: number) => ({ amount, days, currency: 'CHF', expiresAt: '2026-12-31T12:00:00Z' })
  expect([...told]).toEqual([
    ['credit_expiring:2026-12-31:30', says('31.00', 30)],
    ['credit_expiring:2026-12-31:7', says('8.00', 7)],
    ['credit_expiring:2026-12-31:1', says('2.00', 1)],
  ])
})

test('less than half a cent is not told', () => {
  const tiny = { day: '2026-12-01', expiresAt: 0n, days: 7, left: pico(10n ** 9n) }
  expect(dueAlerts(usualAlerts, { ...calm, expiring: [tiny] })).toEqual([])
})

test('a renewal is told once a period', () => {
  const renewal = {
    subscription: 'sub_1',
    plan: 'Team',
    amount: minor(4_900n),
    currency: 'CHF',
    renewsAt: nano('2026-11-28T10:00:00Z'),
    card: 'Visa •••• 4242',
  }
  const says = { plan: 'Team', amount: '49.00', currency: 'CHF', renewsAt: '2026-11-28T10:00:00Z', card: renewal.card }
  expect(dueAlerts(usualAlerts, { ...calm, renewals: [renewal] })).toEqual([
    { key: `renewal_ahead:sub_1:${renewal.renewsAt}`, kind: 'renewal_ahead', says },
  ])
  expect(dueAlerts({ ...usualAlerts, renewals: false }, { ...calm, renewals: [renewal] })).toEqual([])
})

const renewing = {
  status: 'active',
  price: minor(4_900n),
  periodEndsAt: nano('2026-11-28T10:00:00Z'),
  endsAt: null,
  endedAt: null,
}
test.each([
  [{}, true],
  [{ periodEndsAt: nano('2026-11-28T10:00:01Z') }, false],
  [{ periodEndsAt: now.epochNanoseconds }, false],
  [{ endsAt: renewing.periodEndsAt }, false],
  [{ endsAt: nano('2027-11-28T10:00:00Z') }, true],
  [{ endedAt: nano('2026-11-20T10:00:00Z') }, false],
  [{ status: 'past_due' }, false],
  [{ price: minor(0n) }, false],
])('a subscription that is %o is renewed soon: %s', (over, expected) => {
  expect(isRenewedSoon({ ...renewing, ...over }, now.epochNanoseconds)).toBe(expected)
})
