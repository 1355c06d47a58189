import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  cannotBuy,
  entitlementOf,
  entitles,
  liveSubscription,
  orgStanding,
  type PaidSubscription,
  planStep,
} from './entitlement'

const day = 24n * 3600n * 1_000_000_000n
const now = 1_000n * day

const paid = (over: Partial<PaidSubscription> = {}): PaidSubscription => ({
  id: 'sub_1',
  product: 'plan',
  name: 'team',
  version: 1,
  billed: 'monthly',
  status: 'active',
  startedAt: now - 10n * day,
  periodStartedAt: now - 10n * day,
  periodEndsAt: now + 20n * day,
  endedAt: null,
  pastDueSince: null,
  ...over,
})

describe('what is paid for', () => {
  test.each([
    ['active', null, true],
    ['trialing', null, true],
    ['past_due', 13n * day, true],
    ['unpaid', 13n * day, true],
    ['past_due', 14n * day, false],
    ['active', 14n * day, false],
    ['incomplete', null, false],
    ['incomplete_expired', null, false],
    ['canceled', null, false],
    ['paused', null, false],
    ['something_new', null, false],
  ] as const)('%s and past due for %s is in force: %s', (status, owed, inForce) => {
    const pastDueSince = owed === null ? null : now - owed
    expect(entitles(paid({ status, pastDueSince }), now)).toBe(inForce)
  })

  test('has ended where it has, whatever its status says', () => {
    expect(entitles(paid({ endedAt: now - 1n }), now)).toBe(false)
    expect(liveSubscription([paid({ endedAt: now - 1n })], 'plan')).toBeNull()
  })

  test('is the one that was begun last where there are several, in whatever order they are given', () => {
    const old = paid({ id: 'sub_1', name: 'team' })
    const later = paid({ id: 'sub_2', name: 'business', startedAt: now - day })
    const ended = paid({ id: 'sub_3', startedAt: now, status: 'canceled', endedAt: now })
    const tier = paid({ id: 'sub_4', product: 'tier', name: 'pro' })
    fc.assert(
      fc.property(fc.shuffledSubarray([old, later, ended, tier], { minLength: 4 }), (all) => {
        expect(entitlementOf(all, now)).toEqual({ plan: later, tier })
      }),
    )
    expect(entitlementOf([], now)).toEqual({ plan: null, tier: null })
  })

  test('that is unpaid for fourteen days entitles to nothing and is still there to be paid', () => {
    const unpaid = paid({ status: 'past_due', pastDueSince: now - 15n * day })
    expect(entitlementOf([unpaid], now).plan).toBeNull()
    expect(liveSubscription([unpaid], 'plan')).toBe(unpaid)
    expect(orgStanding([unpaid], now)).toBe('unpaid')
  })
})

test('nothing new is sold from the seventh day on, and what ended unpaid is forgotten', () => {
  const owing = (days: bigint) => [paid({ status: 'past_due', pastDueSince: now - days * day })]
  expect(cannotBuy(orgStanding(owing(6n), now), [])).toBeNull()
  expect(cannotBuy(orgStanding(owing(7n), now), [])).toMatchObject({ refused: 'payment_overdue' })
  const ended = paid({ status: 'canceled', endedAt: now, pastDueSince: now - 30n * day })
  expect(cannotBuy(orgStanding([ended], now), [])).toBeNull()
})

describe('a plan', () => {
  const before = paid()
  test.each([
    ['none', null, null],
    ['starts', null, before],
    ['ends', before, null],
    ['none', before, before],
    ['none', before, paid({ status: 'past_due', pastDueSince: now })],
    ['starts', before, paid({ id: 'sub_2' })],
    ['renews', before, paid({ periodStartedAt: before.periodEndsAt, periodEndsAt: before.periodEndsAt + 30n * day })],
    ['renews', before, paid({ name: 'business', periodStartedAt: before.periodEndsAt })],
    ['moves', before, paid({ name: 'business' })],
    ['moves', before, paid({ version: 2 })],
    ['moves', before, paid({ billed: 'annual', periodStartedAt: now })],
  ] as const)('%s', (step, from, to) => {
    expect(planStep(from, to)).toBe(step)
  })
})

test.each([
  ['warning_needs_response', false],
  ['needs_response', true],
  ['under_review', true],
  ['won', false],
  ['lost', false],
  ['prevented', false],
])('nothing new can be bought while a dispute is open: %s %s', (status, blocks) => {
  const refused = cannotBuy('good', ['won', status])
  expect(refused === null ? null : refused.refused).toBe(blocks ? 'payment_disputed' : null)
})
