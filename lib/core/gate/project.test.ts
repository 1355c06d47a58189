import { describe, expect, it } from 'vitest'
import { type Account, concurrencyOf } from '@/lib/core/funding/account'
import { type Biller, billers } from '@/lib/core/funding/biller'
import { applyPosting, post } from '@/lib/core/funding/post'
import { accountOf, grantOf, spentIn, weekOf } from '@/lib/core/funding/testing/account'
import type { Move } from '@/lib/core/funding/till'
import { pico } from '@/lib/core/money/amount'
import { type CurrentMonth, defaultCeiling, haltReasonOf, moveGate, projectGate } from './project'

const now = 50n
const current: CurrentMonth = { month: 'm1', endsAt: 200n }
const project = (biller: Biller, over: Partial<Account> = {}) => projectGate(accountOf(biller, over), now, current)
const free = grantOf({ id: 'free', origin: 'free', remaining: 10n, held: 2n })
const topup = grantOf({ id: 'topup', remaining: 20n, held: 3n })
const docs = grantOf({ id: 'docs', origin: 'free', asset: 'doc.units', remaining: 300n, held: 7n })
const empty = { remaining: 0n, held: 0n, used: 9n }
const plan: NonNullable<Account['plan']> = {
  plan: 'pro',
  version: 1,
  quota: 9n,
  ratio: { base: 1n, perCost: 2n, ceiling: null },
  maxMemoryMb: 1024,
  maxVcpus: 2,
  periodStartedAt: 0n,
}

type Row = readonly [says: string, biller: Biller, over: Partial<Account>, halted: boolean, reason: string]
const rows: readonly Row[] = [
  ['invoice never halts', 'invoice', {}, false, ''],
  ['invoice does not even halt where usage was refused', 'invoice', { short: true }, false, ''],
  ['prepaid without credit', 'prepaid', {}, true, 'credits_used_up'],
  ['prepaid with credit says why it will halt', 'prepaid', { grants: [topup] }, false, 'credits_used_up'],
  ['prepaid with nothing but a hold', 'prepaid', { grants: [{ ...topup, remaining: 0n }] }, false, 'credits_used_up'],
  ['prepaid with credit that expired', 'prepaid', { grants: [{ ...topup, expiresAt: now }] }, true, 'credits_used_up'],
  ['prepaid with credit after a refused charge', 'prepaid', { grants: [topup], short: true }, true, 'credits_used_up'],
  ['prepaid without credit after a refused charge', 'prepaid', { short: true }, true, 'credits_used_up'],
  ['free credit that lasts', 'free_credit', { grants: [free] }, false, 'free_credit_used_up'],
  ['free credit that is used up', 'free_credit', { grants: [{ ...free, ...empty }] }, true, 'free_credit_used_up'],
  ['free credit used up, and a card', 'free_credit', { grants: [{ ...free, ...empty }], card: true }, false, ''],
  ['neither free credit nor a card', 'free_credit', {}, true, 'card_required'],
  ['a card and a cap with room', 'free_credit', { card: true, cap: pico(9n) }, false, 'cap_reached'],
  [
    'a card and a cap that is reached',
    'free_credit',
    { card: true, cap: pico(9n), months: spentIn('m1', 9n) },
    true,
    'cap_reached',
  ],
  [
    'a cap that holds have reached',
    'free_credit',
    { card: true, cap: pico(9n), months: spentIn('m1', 4n, 5n) },
    false,
    'cap_reached',
  ],
  [
    'a cap of zero, whatever there is',
    'free_credit',
    { grants: [free], card: true, cap: pico(0n) },
    true,
    'cap_reached',
  ],
  ['linked with units', 'linked', { grants: [docs] }, false, 'subscription_required'],
  ['linked without units', 'linked', {}, true, 'subscription_required'],
  ['linked, subscribed', 'linked', { subscribed: true }, false, ''],
  [
    'linked, subscribed, cap reached',
    'linked',
    { subscribed: true, cap: pico(1n), months: spentIn('m1', 1n) },
    true,
    'cap_reached',
  ],
  ['a quota with room', 'plan_quota', { week: weekOf(9n, 8n) }, false, 'quota_used_up'],
  ['a quota that is used up', 'plan_quota', { week: weekOf(9n, 9n) }, true, 'quota_used_up'],
  [
    'a quota that is used up, with extras',
    'plan_quota',
    { week: weekOf(9n, 9n), grants: [topup] },
    false,
    'quota_used_up',
  ],
  ['a week that is over', 'plan_quota', { week: { ...weekOf(9n), endsAt: now } }, true, 'quota_used_up'],
]

type FundsRow = readonly [string, Biller, Partial<Account>, bigint | null, bigint, bigint, bigint]
const funds: readonly FundsRow[] = [
  ['all credit of prepaid', 'prepaid', { grants: [topup, { ...topup, id: 'b' }, free, docs] }, 40n, 6n, 0n, 0n],
  [
    'credit that expired counts neither as left nor as held',
    'prepaid',
    { grants: [{ ...topup, expiresAt: now }] },
    0n,
    0n,
    0n,
    0n,
  ],
  ['money and units of linked apart', 'linked', { grants: [free, docs, topup] }, 10n, 2n, 300n, 7n],
  [
    'a bill without a cap has no limit',
    'free_credit',
    { grants: [free], card: true, months: spentIn('m1', 4n, 5n) },
    null,
    7n,
    0n,
    0n,
  ],
  [
    'credit and what a cap leaves',
    'free_credit',
    { grants: [free], card: true, cap: pico(30n), months: spentIn('m1', 4n, 5n) },
    31n,
    7n,
    0n,
    0n,
  ],
  [
    'spending of another month does not count',
    'free_credit',
    { card: true, cap: pico(30n), months: spentIn('m0', 9n, 5n) },
    30n,
    0n,
    0n,
    0n,
  ],
  ['quota and extras', 'plan_quota', { week: weekOf(9n, 2n, 3n), grants: [topup] }, 20n, 3n, 4n, 3n],
]

describe('the gate', () => {
  it.each(rows)('%s (%s)', (_, biller, over, halted, reason) => {
    expect(project(biller, over)).toMatchObject({ biller, halted, reason })
  })

  it.each([
    ['nothing is wrong', { grants: [topup] }, ''],
    ['all is used up', {}, 'credits_used_up'],
    ['all is used up and more was refused', { short: true }, 'credits_used_up'],
    ['something is left that did not cover a charge', { grants: [topup], short: true }, 'charge_refused'],
    [
      'something is held when a charge was refused',
      { grants: [{ ...topup, remaining: 0n }], short: true },
      'charge_refused',
    ],
  ])('says why it is halted where %s', (_, over, reason) => {
    expect(haltReasonOf(project('prepaid', over))).toBe(reason)
  })

  it.each(funds)('counts %s', (_, biller, over, remaining, held, unitsRemaining, unitsHeld) => {
    expect(project(biller, over)).toMatchObject({ remaining, held, unitsRemaining, unitsHeld })
  })

  it('holds orgs to the size of their plan, but nobody on prepaid', () => {
    for (const biller of billers) {
      const none = { maxMemoryMb: null, maxVcpus: null }
      expect(project(biller)).toMatchObject(biller === 'prepaid' ? none : defaultCeiling)
      expect(project(biller, { plan })).toMatchObject(biller === 'prepaid' ? none : { maxMemoryMb: 1024, maxVcpus: 2 })
    }
  })

  it('knows how much may run at once by tier', () => {
    const of = (tier: Account['limits']['tier'], concurrency: number | null = null) =>
      concurrencyOf({ maxDiskMb: 1, tier, concurrency })
    expect([of('base'), of('pro'), of('pro_plus'), of('pro_plus_plus'), of('custom', 42)]).toEqual([
      5, 100, 600, 1000, 42,
    ])
  })

  const soon = { ...topup, id: 'soon', expiresAt: 60n }
  it.each<readonly [string, Biller, Partial<Account>, bigint | null]>([
    ['for ever where nothing changes by itself', 'prepaid', { grants: [topup] }, null],
    ['until the first credit expires', 'prepaid', { grants: [{ ...topup, expiresAt: 70n }, soon] }, 60n],
    ['for ever where credit expired already', 'prepaid', { grants: [{ ...topup, expiresAt: 40n }] }, null],
    ['until another biller charges', 'prepaid', { switches: [{ biller: 'linked', from: 55n, sequence: 1n }] }, 55n],
    ['until the month of a cap is over', 'free_credit', { card: true, cap: pico(9n) }, 200n],
    ['until the month of a bill is over', 'invoice', {}, 200n],
    ['until its week is over', 'plan_quota', { week: weekOf(9n) }, 100n],
    ['until its week begins', 'plan_quota', { week: { ...weekOf(9n), startsAt: 60n } }, 60n],
  ])('holds %s', (_, biller, over, until) => {
    expect(project(biller, over).validUntil).toBe(until)
  })
})

it('moves of sources that the gate does not count leave it as it is', () => {
  const account = accountOf('prepaid', { grants: [topup, free, docs, grantOf({ id: 'old', expiresAt: now })] })
  const moves = ['free', 'docs', 'old', 'postpaid:m1', 'postpaid:m0', 'week:wk_9'].map((source) => {
    const measure = source === 'docs' ? ('units' as const) : ('money' as const)
    return { source, measure, used: 1n, held: 1n }
  })
  const after = (some: readonly Move[]) => applyPosting(account, post(some))
  expect(moveGate(account, after(moves), now, 'm1')).toEqual({
    remaining: 0n,
    held: 0n,
    unitsRemaining: 0n,
    unitsHeld: 0n,
  })
  const drawn = after([{ source: 'topup', measure: 'money', used: 4n, held: -3n }])
  expect(moveGate(account, drawn, now, 'm1')).toEqual({
    remaining: -1n,
    held: -3n,
    unitsRemaining: 0n,
    unitsHeld: 0n,
  })
})
