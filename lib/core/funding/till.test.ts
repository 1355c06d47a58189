import { describe, expect, it } from 'vitest'
import { pico } from '@/lib/core/money/amount'
import type { Account } from './account'
import { applyPosting, joinPostings, post, takeAway } from './post'
import { accountOf, grantOf, partOf, spentIn, weekOf } from './testing/account'
import { type Claim, releaseMoves, settle } from './till'

const month = 'm1'
const now = 50n
const claimOf = (amount: bigint, over: Partial<Claim> = {}): Claim => ({
  biller: 'prepaid',
  month,
  charge: { amount: pico(amount), units: 0n },
  kind: 'charge',
  ...over,
})
const paidBy = (account: Account, claims: readonly Claim[]) =>
  settle(account, claims, now).verdicts.map(
    (parts) => parts?.map(({ source, amount }) => `${source} ${amount}`) ?? null,
  )
describe('claims', () => {
  it('are paid one after the other, whole or not at all; a refused one leaves what is left to the next', () => {
    const account = accountOf('prepaid', { grants: [grantOf({ id: 'a', remaining: 10n })] })
    expect(
      paidBy(
        account,
        [6n, 5n, 4n, 1n, 0n].map((amount) => claimOf(amount)),
      ),
    ).toEqual([['a 6'], null, ['a 4'], null, []])
  })

  it('of two billers meet the same sources, and the cap of one does not bind the other', () => {
    const account = accountOf('free_credit', { card: true, cap: pico(10n) })
    const capped = (amount: bigint) => claimOf(amount, { biller: 'free_credit' })
    const free = (amount: bigint) => claimOf(amount, { biller: 'invoice' })
    const bill = (amount: bigint) => [`postpaid:${month} ${amount}`]
    expect(paidBy(account, [free(1n), capped(10n), capped(9n), free(99n), capped(1n)])).toEqual([
      bill(1n),
      null,
      bill(9n),
      bill(99n),
      null,
    ])
    expect(paidBy(account, [capped(4n), free(99n), capped(1n)])).toEqual([bill(4n), bill(99n), null])
  })

  it('move one source once, however many of them draw from it', () => {
    const account = accountOf('prepaid', { grants: [grantOf({ id: 'a', remaining: 10n })] })
    const { moves } = settle(account, [claimOf(2n), claimOf(3n, { kind: 'hold' }), claimOf(1n)], now)
    expect(moves).toEqual([{ source: 'a', measure: 'money', used: 3n, held: 3n }])
    expect(post(moves)).toEqual({
      grants: [{ grant: 'a', remaining: -6n, held: 3n, used: 3n, expired: 0n, refunded: 0n }],
      months: [],
      weeks: [],
      entries: [{ grant: 'a', kind: 'debit', amount: -3n }],
      frees: false,
    })
  })
})

const holding = (over: Partial<Account> = {}) =>
  accountOf('prepaid', { grants: [grantOf({ id: 'a', remaining: 2n, held: 5n })], ...over })

describe('what was held', () => {
  it.each([
    ['less than was held', 3n, ['a 3'], -5n, 3n],
    ['what was held', 5n, ['a 5'], -5n, 5n],
    ['more than was held, as far as the rest reaches', 7n, ['a 7'], -5n, 7n],
    ['nothing', 0n, [], -5n, 0n],
  ])('pays for %s, and the rest goes back', (_, amount, parts, held, used) => {
    const claim = claimOf(amount, { held: [partOf('a', 5n)] })
    expect(paidBy(holding(), [claim])).toEqual([parts])
    expect(settle(holding(), [claim], now).moves).toEqual([{ source: 'a', measure: 'money', used, held }])
  })

  it('stays held where it does not suffice', () => {
    const claim = claimOf(8n, { held: [partOf('a', 5n)] })
    expect(settle(holding(), [claim], now)).toEqual({ verdicts: [null], settled: new Map(), moves: [] })
  })

  it('pays from credit that expired meanwhile, but only what was held of it', () => {
    const account = holding({ grants: [grantOf({ id: 'a', remaining: 2n, held: 5n, expiresAt: now })] })
    expect(paidBy(account, [claimOf(5n, { held: [partOf('a', 5n)] })])).toEqual([['a 5']])
    expect(paidBy(account, [claimOf(6n, { held: [partOf('a', 5n)] })])).toEqual([null])
  })

  it('pays from a week that ended meanwhile, and extras pay the rest', () => {
    const week = { ...weekOf(9n, 0n, 4n), endsAt: now }
    const account = accountOf('plan_quota', { week, grants: [grantOf({ id: 'a', remaining: 9n })] })
    const held = [partOf('week:wk_1', 4n, { kind: 'plan_quota', measure: 'units', units: 4n })]
    const claim = claimOf(8n, { biller: 'plan_quota', charge: { amount: pico(8n), units: 8n }, held })
    expect(paidBy(account, [claim])).toEqual([['week:wk_1 4', 'a 4']])
  })

  it('of another month only goes back', () => {
    const account = accountOf('free_credit', { card: true, cap: pico(9n), months: spentIn('m0', 0n, 5n) })
    const claim = claimOf(3n, { biller: 'free_credit', held: [partOf('postpaid:m0', 5n)] })
    expect(settle(account, [claim], now).moves).toEqual([
      { source: 'postpaid:m0', measure: 'money', used: 0n, held: -5n },
      { source: `postpaid:${month}`, measure: 'money', used: 3n, held: 0n },
    ])
  })

  it.each([0n, 1n, 59n, 62n])('breaks no cap that was lowered meanwhile to %s', (cap) => {
    const account = accountOf('free_credit', { card: true, cap: pico(cap), months: spentIn(month, 60n, 5n) })
    const claim = claimOf(5n, { biller: 'free_credit', held: [partOf(`postpaid:${month}`, 5n)] })
    expect(paidBy(account, [claim])).toEqual([null])
    expect(paidBy({ ...account, card: false }, [claim])).toEqual([null])
  })

  it('pays from the bill where the card went away but the cap has room', () => {
    const account = accountOf('free_credit', { cap: pico(65n), months: spentIn(month, 60n, 5n) })
    const held = [partOf(`postpaid:${month}`, 5n)]
    expect(paidBy(account, [claimOf(5n, { biller: 'free_credit', held })])).toEqual([[`postpaid:${month} 5`]])
  })

  it('goes back whole where it is released', () => {
    expect(releaseMoves(accountOf('prepaid'), [partOf('a', 5n), partOf('postpaid:m1', 2n)])).toEqual([
      { source: 'a', measure: 'money', used: 0n, held: -5n },
      { source: 'postpaid:m1', measure: 'money', used: 0n, held: -2n },
    ])
    expect(post(releaseMoves(accountOf('prepaid'), [partOf('a', 5n)]))).toMatchObject({ entries: [], frees: true })
  })
})

describe('credit that is taken away', () => {
  it.each([
    ['expiration', 'expired'],
    ['refund', 'refunded'],
    ['adjustment', 'refunded'],
  ] as const)('by %s counts as %s, with its entry', (kind, counted) => {
    const account = accountOf('prepaid', { grants: [grantOf({ id: 'a', remaining: 9n }), grantOf({ id: 'b' })] })
    const posting = joinPostings([takeAway('a', kind, 4n), takeAway('b', kind, 1n)])
    expect(posting.entries).toEqual([
      { grant: 'a', kind, amount: -4n },
      { grant: 'b', kind, amount: -1n },
    ])
    expect(applyPosting(account, posting).grants[0]).toMatchObject({ granted: 9n, remaining: 5n, [counted]: 4n })
  })
})
