import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pico } from '@/lib/core/money/amount'
import type { Account } from './account'
import { type Biller, billers, type Charge, waterfalls } from './biller'
import { addsUp } from './grant'
import { applyPosting, post } from './post'
import { amend, isPaidWhole, returnMoves } from './take-back'
import { accountOf, grantOf, partOf, spentIn, weekOf } from './testing/account'
import { settle } from './till'
import type { Part } from './waterfall'

const month = '2026-11'
const now = 50n
const coins = (amount: number, units: number): Charge => ({ amount: pico(BigInt(amount)), units: BigInt(units) })

const account = fc
  .record({
    biller: fc.constantFrom(...billers),
    grants: fc.array(
      fc.record({
        free: fc.boolean(),
        asset: fc.constantFrom('CHF', 'doc.units', 'compute.units'),
        remaining: fc.integer({ min: 0, max: 12 }),
        expired: fc.integer({ min: 0, max: 3 }),
        expiresAt: fc.option(fc.integer({ min: 20, max: 90 })),
      }),
      { maxLength: 4 },
    ),
    quota: fc.option(fc.nat(12)),
    cap: fc.option(fc.nat(20)),
    card: fc.boolean(),
    spent: fc.nat(8),
  })
  .map(({ biller, grants, quota, cap, card, spent }): { biller: Biller; account: Account } => ({
    biller,
    account: accountOf(biller, {
      grants: grants.map(({ free, asset, remaining, expired, expiresAt }, place) =>
        grantOf({
          id: `g${place}`,
          origin: free ? 'free' : 'topup',
          asset,
          sequence: BigInt(place),
          remaining: BigInt(remaining),
          // A grant that is over was swept: nothing remains of it.
          ...(expiresAt !== null && BigInt(expiresAt) <= now
            ? { remaining: 0n, expired: BigInt(remaining + expired) }
            : {}),
          expiresAt: expiresAt === null ? null : BigInt(expiresAt),
        }),
      ),
      week: quota === null ? null : weekOf(BigInt(quota)),
      cap: cap === null ? null : pico(BigInt(cap)),
      card,
      subscribed: card,
      months: spentIn(month, BigInt(spent)),
    }),
  }))

const used = fc.record({ coins: fc.nat(25), units: fc.nat(9), usedAt: fc.integer({ min: 0, max: 50 }) })

const chargeOn = (
  before: Account,
  biller: Biller,
  { coins: amount, units, usedAt }: { coins: number; units: number; usedAt: number },
): { parts: readonly Part[] | null; after: Account } => {
  const charge = coins(amount, waterfalls[biller].unit === '' ? 0 : units)
  const claim = { biller, month, charge, usedAt: BigInt(usedAt), kind: 'charge' as const }
  const { verdicts, moves } = settle(before, [claim], now)
  return { parts: verdicts[0] ?? null, after: applyPosting(before, post(moves)) }
}

const stateOf = ({ grants, months, week }: Account) => ({
  grants: grants.map(({ id, remaining, used: drawn, expired }) => [id, remaining, drawn, expired]),
  months: [...months],
  week: week?.used,
})

describe('a use that is taken back', () => {
  it('leaves every source as if it had never been told', () => {
    fc.assert(
      fc.property(account, used, ({ biller, account: before }, use) => {
        const { parts, after } = chargeOn(before, biller, use)
        fc.pre(parts !== null)
        const back = applyPosting(after, post(returnMoves(after, parts ?? [], now)))
        expect(stateOf(back)).toEqual(stateOf(before))
      }),
    )
  })

  it('gives nothing back that is not made up of grants that add up and entries that say so', () => {
    fc.assert(
      fc.property(account, used, ({ biller, account: before }, use) => {
        const { parts, after } = chargeOn(before, biller, use)
        const posting = post(returnMoves(after, parts ?? [], now))
        for (const grant of applyPosting(after, posting).grants) {
          expect(addsUp(grant)).toBe(true)
          const entries = posting.entries.filter((entry) => entry.grant === grant.id)
          const told = after.grants.find(({ id }) => id === grant.id)
          const moved = grant.remaining - (told?.remaining ?? 0n)
          expect(entries.reduce((total, { amount }) => total + amount, 0n)).toBe(moved)
        }
      }),
    )
  })

  it('of credit that is over by now expires again at once', () => {
    const grant = grantOf({ id: 'g', remaining: 0n, used: 4n, expired: 6n, expiresAt: 40n })
    const before = accountOf('prepaid', { grants: [grant] })
    const posting = post(returnMoves(before, [partOf('g', 4n)], now))
    expect(applyPosting(before, posting).grants[0]).toMatchObject({ remaining: 0n, used: 0n, expired: 10n })
    expect(posting.entries).toEqual([
      { grant: 'g', kind: 'expiration', amount: -4n },
      { grant: 'g', kind: 'debit', amount: 4n },
    ])
  })

  it('draws nothing back from what an administrator billed', () => {
    expect(returnMoves(accountOf('prepaid'), [partOf('billed', 4n, { kind: 'postpaid' })], now)).toEqual([])
  })
})

describe('a use that is amended', () => {
  it('leaves every source as if that had been told at once', () => {
    fc.assert(
      fc.property(account, used, used, ({ biller, account: before }, old, next) => {
        const same = { ...next, usedAt: old.usedAt }
        const told = chargeOn(before, biller, old)
        const direct = chargeOn(before, biller, same)
        fc.pre(told.parts !== null && direct.parts !== null)
        const charge = coins(same.coins, waterfalls[biller].unit === '' ? 0 : same.units)
        // A share of money and units that does not come out even is rounded at another place.
        fc.pre(charge.units === 0n)
        const to = { charge, biller, month, usedAt: BigInt(same.usedAt), mayDraw: true }
        const { moves, left } = amend(told.after, { biller, month, parts: told.parts ?? [] }, to, now)
        expect(isPaidWhole({ left })).toBe(true)
        expect(stateOf(applyPosting(told.after, post(moves)))).toEqual(stateOf(direct.after))
      }),
    )
  })

  it('to less is paid whole by what paid before, whatever is left elsewhere', () => {
    fc.assert(
      fc.property(account, used, fc.nat(25), fc.nat(20), ({ biller, account: before }, old, less, cap) => {
        const told = chargeOn(before, biller, { ...old, units: 0 })
        fc.pre(told.parts !== null && less <= old.coins)
        const later = { ...told.after, cap: pico(BigInt(cap)), card: false, subscribed: false, freeCredit: false }
        const to = { charge: coins(less, 0), biller, month, usedAt: BigInt(old.usedAt), mayDraw: false }
        const paid = amend(later, { biller, month, parts: told.parts ?? [] }, to, now)
        expect(isPaidWhole(paid)).toBe(true)
        expect(paid.moves.every(({ used: drawn }) => drawn <= 0n)).toBe(true)
      }),
    )
  })

  it('to more than there is leaves the rest to be paid, and draws behind nothing that waits', () => {
    const before = accountOf('prepaid', { grants: [grantOf({ id: 'g', remaining: 3n, used: 4n })] })
    const told = { biller: 'prepaid', month, parts: [partOf('g', 4n)] } as const
    const to = { charge: coins(9, 0), biller: 'prepaid', month, usedAt: 40n, mayDraw: true } as const
    expect(amend(before, told, to, now)).toMatchObject({ left: { amount: 2n }, moves: [{ source: 'g', used: 3n }] })
    expect(amend(before, told, { ...to, mayDraw: false }, now)).toMatchObject({ left: { amount: 5n }, moves: [] })
  })

  it('to another month or biller is paid by other sources', () => {
    const cap = pico(20n)
    const before = accountOf('free_credit', { card: true, cap, months: spentIn(month, 6n) })
    const told = { biller: 'free_credit', month, parts: [partOf(`postpaid:${month}`, 6n)] } as const
    const to = { charge: coins(5, 0), biller: 'free_credit', month: '2026-10', usedAt: 40n, mayDraw: true } as const
    expect(amend(before, told, to, now).moves).toEqual([
      { source: 'postpaid:2026-11', measure: 'money', used: -6n, held: 0n },
      { source: 'postpaid:2026-10', measure: 'money', used: 5n, held: 0n },
    ])
  })
})
