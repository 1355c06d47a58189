import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pico } from '@/lib/core/money/amount'
import { size } from '@/lib/testing/size'
import type { Account } from './account'
import { type GoneShare, goneOf, returnGone, takeGone, takenOfGone } from './gone-credit'
import { addsUp, type Grant, isLive, purchaseGrantOf } from './grant'
import { type Entry, foldLedger } from './ledger'
import { applyPosting, joinPostings, type Posting, post, takeAway } from './post'
import { amend, isPaidWhole, returnMoves } from './take-back'
import { accountOf, grantOf, partOf } from './testing/account'
import { fitMoves, type Move, releaseMoves, settle } from './till'
import type { Part } from './waterfall'

const month = 'm1'
const charge = (amount: bigint) => ({ amount: pico(amount), units: 0n })

/** A book of purchases, as the flows keep it: all through the core. */
type Book = {
  account: Account
  now: bigint
  readonly entries: Entry[]
  readonly purchases: { readonly grant: string; readonly credit: bigint; gone: GoneShare[] }[]
  readonly holds: Map<string, readonly Part[]>
  readonly uses: Map<string, { readonly usedAt: bigint; parts: readonly Part[] }>
  /** Credit that was given, and what of it came back as a grant of its own. */
  back: bigint
}

const apply = (book: Book, posting: Posting): void => {
  book.account = applyPosting(book.account, posting)
  book.entries.push(...posting.entries)
}
const move = (book: Book, moves: readonly Move[]): void => apply(book, post(moves))
const give = (book: Book, amount: bigint, expiresAt: bigint | null, returnedOf: string | null): string => {
  const sequence = BigInt(book.account.grants.length + 1)
  const id = `g${sequence}`
  const grant = grantOf({ id, granted: amount, sequence, expiresAt, returnedOf })
  book.account = { ...book.account, grants: [...book.account.grants, grant] }
  book.entries.push({ grant: id, kind: 'topup', amount })
  return id
}

const some = fc.bigInt({ min: 1n, max: 12n })
const which = fc.nat(7)
const steps = fc.oneof(
  { weight: 3, arbitrary: fc.record({ step: fc.constant('buy' as const), amount: some, lasts: fc.option(some) }) },
  { weight: 6, arbitrary: fc.record({ step: fc.constant('use' as const), amount: some, ago: fc.bigInt(0n, 10n) }) },
  { weight: 5, arbitrary: fc.record({ step: fc.constant('reserve' as const), amount: some }) },
  { weight: 3, arbitrary: fc.record({ step: fc.constant('release' as const), which }) },
  { weight: 4, arbitrary: fc.record({ step: fc.constant('settle' as const), which, amount: some, more: some }) },
  { weight: 3, arbitrary: fc.record({ step: fc.constant('takeBack' as const), which }) },
  {
    weight: 3,
    arbitrary: fc.record({ step: fc.constant('amend' as const), which, amount: some, later: fc.boolean() }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      step: fc.constant('gone' as const),
      which,
      share: some,
      kind: fc.constantFrom('refund', 'adjustment'),
    }),
  },
  { weight: 3, arbitrary: fc.record({ step: fc.constant('there' as const), which }) },
  { weight: 1, arbitrary: fc.record({ step: fc.constant('expire' as const) }) },
  { weight: 1, arbitrary: fc.record({ step: fc.constant('wait' as const), time: some }) },
)
type Step = typeof steps extends fc.Arbitrary<infer Value> ? Value : never

const pick = <Item>(items: Iterable<Item>, place: number): Item | undefined => {
  const all = [...items]
  return all[place % Math.max(all.length, 1)]
}

/** What cannot be paid changes nothing. */
const pay = (book: Book, amount: bigint, kind: 'charge' | 'hold', usedAt: bigint, held?: readonly Part[]) => {
  const claim = { biller: 'prepaid', month, charge: charge(amount), kind, usedAt, ...(held ? { held } : {}) } as const
  const { verdicts, moves } = settle(book.account, [claim], book.now)
  if (verdicts[0]) move(book, moves)
  return verdicts[0] ?? null
}

const take = (book: Book, place: number, each: Step): void => {
  const { account, now, holds, uses, purchases } = book
  if (each.step === 'buy') {
    const grant = give(book, each.amount, each.lasts === null ? null : now + each.lasts, null)
    purchases.push({ grant, credit: each.amount, gone: [] })
  } else if (each.step === 'use') {
    const usedAt = now > each.ago ? now - each.ago : 0n
    const parts = pay(book, each.amount, 'charge', usedAt)
    if (parts) uses.set(`u${place}`, { usedAt, parts })
  } else if (each.step === 'reserve') {
    const parts = pay(book, each.amount, 'hold', now)
    if (parts) holds.set(`h${place}`, parts)
  } else if (each.step === 'release') {
    const hold = pick(holds.keys(), each.which)
    if (hold === undefined) return
    move(book, releaseMoves(account, holds.get(hold) ?? []))
    holds.delete(hold)
  } else if (each.step === 'settle') {
    const hold = pick(holds.keys(), each.which)
    if (hold === undefined) return
    const first = { biller: 'prepaid', month, charge: charge(each.amount), kind: 'charge', usedAt: now } as const
    // What the first leaves of what was held is there for the second of the same batch only if it may be used.
    const second = { ...first, charge: charge(each.more) }
    const { verdicts, moves } = settle(account, [{ ...first, held: holds.get(hold) ?? [], hold }, second], now)
    move(book, moves)
    if (verdicts[0]) holds.delete(hold)
    for (const [at, parts] of verdicts.entries()) if (parts) uses.set(`u${place}.${at}`, { usedAt: now, parts })
  } else if (each.step === 'takeBack') {
    const use = pick(uses.keys(), each.which)
    if (use === undefined) return
    move(book, returnMoves(account, uses.get(use)?.parts ?? [], now))
    uses.delete(use)
  } else if (each.step === 'amend') {
    const use = pick(uses, each.which)
    if (!use) return
    const usedAt = each.later ? now : use[1].usedAt
    const told = { biller: 'prepaid', month, parts: use[1].parts } as const
    const to = { charge: charge(each.amount), biller: 'prepaid', month, usedAt, mayDraw: true } as const
    const amended = amend(account, told, to, now)
    move(book, amended.moves)
    uses.set(use[0], { usedAt, parts: amended.parts })
    if (isPaidWhole(amended)) return
  } else if (each.step === 'gone') {
    const purchase = pick(purchases, each.which)
    if (!purchase) return
    const share = { id: `r${place}`, share: pico(each.share < purchase.credit ? each.share : purchase.credit) }
    apply(book, takeGone(account, { ...purchase, credit: pico(purchase.credit) }, share, each.kind).posting)
    purchase.gone.push(share)
  } else if (each.step === 'there') {
    const purchase = pick(
      purchases.filter(({ gone }) => gone.length > 0),
      each.which,
    )
    const share = purchase && pick(purchase.gone, each.which)
    if (!share) return
    const { posting, credit } = returnGone(account, { ...purchase, credit: pico(purchase.credit) }, share.id)
    apply(book, posting)
    purchase.gone = purchase.gone.filter(({ id }) => id !== share.id)
    const expiresAt = account.grants.find(({ id }) => id === purchase.grant)?.expiresAt ?? null
    if (credit <= 0n || !isLive({ expiresAt }, now)) return
    give(book, credit, expiresAt, purchase.grant)
    book.back += credit
  } else if (each.step === 'expire') {
    const over = account.grants.filter((grant) => grant.remaining > 0n && !isLive(grant, now))
    apply(book, joinPostings(over.map(({ id, remaining }) => takeAway(id, 'expiration', remaining))))
  } else book.now += each.time
}

const sum = (list: readonly bigint[]) => list.reduce((total, one) => total + one, 0n)
const of = (grants: readonly Grant[], part: 'remaining' | 'held' | 'used' | 'expired' | 'refunded' | 'granted') =>
  sum(grants.map((grant) => grant[part]))

const expectOrder = (book: Book): void => {
  const { account, entries, purchases, holds, uses } = book
  const folds = foldLedger(entries)
  for (const grant of account.grants) {
    expect(addsUp(grant), grant.id).toBe(true)
    const { granted, used, expired, refunded, remaining, held } = grant
    expect(folds.get(grant.id)).toEqual({ granted, used, expired, refunded, left: remaining + held })
    const drawn = (all: Iterable<readonly Part[]>) =>
      sum([...all].flat().map(({ source, amount }) => (source === grant.id ? amount : 0n)))
    expect({ held, used }).toEqual({
      held: drawn(holds.values()),
      used: drawn([...uses.values()].map(({ parts }) => parts)),
    })
  }
  for (const { grant, credit, gone } of purchases) {
    const own = account.grants.filter((each) => purchaseGrantOf(each) === grant)
    const owed = own.find(({ id }) => id === grant)?.toWithhold ?? 0n
    const isGone = goneOf({ credit: pico(credit), gone })
    const cameBack = sum(own.filter(({ id }) => id !== grant).map(({ granted }) => granted))
    const kept = of(own, 'refunded') - cameBack
    // Everything is used, held, over, left, or gone with its money, and nothing twice.
    expect(of(own, 'remaining') + of(own, 'held') + of(own, 'used') + of(own, 'expired') + kept).toBe(credit)
    // What money went back for is taken, or will be when it comes back; what would have expired by then stays taken.
    if (own.every(({ expiresAt }) => expiresAt === null)) expect(kept + owed).toBe(isGone)
    else expect(kept + owed >= isGone).toBe(true)
    // While something is still to be withheld, nothing of the purchase can be used.
    if (owed > 0n) expect(own.map(({ remaining }) => remaining)).toEqual(own.map(() => 0n))
    const taken = sum([...takenOfGone({ grant, credit: pico(credit), gone }, owed).values()])
    expect(taken).toBe(isGone - owed > 0n ? isGone - owed : 0n)
  }
}

describe('credit that is bought, used, held, released, settled, taken back, amended, refunded and disputed in any order', () => {
  it('is used, held, over, left or gone with its money, and what money went back for can never be used', () => {
    fc.assert(
      fc.property(fc.array(steps, { maxLength: 40, size: 'max' }), (path) => {
        const account = accountOf('prepaid', { grants: [] })
        const book: Book = {
          account,
          now: 20n,
          entries: [],
          purchases: [],
          holds: new Map(),
          uses: new Map(),
          back: 0n,
        }
        for (const [place, each] of path.entries()) {
          take(book, place, each)
          expectOrder(book)
        }
      }),
      { numRuns: size(2000) },
    )
  })
})

const bought = (over: Partial<Grant>): Account =>
  accountOf('prepaid', { grants: [grantOf({ id: 'g', remaining: 0n, ...over })] })

describe('what comes back to credit whose money went back', () => {
  it.each([
    ['released', (account: Account) => releaseMoves(account, [partOf('g', 5n)])],
    ['settled with less', (account: Account) => settleHeld(account, 2n)],
    ['taken back', (account: Account) => returnMoves(account, [partOf('g', 5n)], 50n)],
  ] as const)('is withheld if it is %s', (_, moves) => {
    const account = bought({ held: 5n, used: 5n, toWithhold: 20n })
    const after = applyPosting(account, post(moves(account)))
    expect(after.grants[0]?.remaining).toBe(0n)
    expect(addsUp(after.grants[0] as Grant)).toBe(true)
  })

  it('is withheld in the order in which it comes back, and no more than is owed', () => {
    const account = bought({ used: 10n, toWithhold: 4n })
    expect(returnMoves(account, [partOf('g', 3n)], 50n)).toEqual([
      { source: 'g', measure: 'money', used: -3n, held: 0n, withheld: 3n, toWithhold: -3n },
    ])
    const after = applyPosting(account, post(returnMoves(account, [partOf('g', 10n)], 50n)))
    expect(after.grants[0]).toMatchObject({ remaining: 6n, refunded: 4n, toWithhold: 0n })
  })

  it('pays nothing else of the same batch', () => {
    const account = bought({ held: 5n, toWithhold: 5n })
    const claim = { biller: 'prepaid', month, kind: 'charge' } as const
    const first = { ...claim, charge: charge(2n), held: [partOf('g', 5n)], hold: 'h' }
    expect(settle(account, [first, { ...claim, charge: charge(1n) }], 50n).verdicts[1]).toBeNull()
  })

  it('still pays for what it was held for', () => {
    expect(settleHeld(bought({ held: 5n, toWithhold: 5n }), 5n)).toEqual([
      { source: 'g', measure: 'money', used: 5n, held: -5n },
    ])
  })

  it('is withheld and does not expire if the credit is over by then; nor is it drawn for usage from before', () => {
    const account = bought({ used: 5n, expired: 5n, expiresAt: 40n, toWithhold: 8n })
    const back = applyPosting(account, post(returnMoves(account, [partOf('g', 5n)], 50n)))
    expect(back.grants[0]).toMatchObject({ used: 0n, expired: 5n, refunded: 5n, toWithhold: 3n })
    const late = (amount: bigint) =>
      settle(back, [{ biller: 'prepaid', month, charge: charge(amount), kind: 'charge', usedAt: 30n }], 50n).verdicts[0]
    expect(late(3n)).toBeNull()
    expect(late(2n)).not.toBeNull()
  })

  it('goes to the refund that came first', () => {
    const gone = [
      { id: 'a', share: pico(5n) },
      { id: 'b', share: pico(10n) },
    ]
    expect([...takenOfGone({ grant: 'g', credit: pico(20n), gone }, 8n)]).toEqual([
      ['a', 5n],
      ['b', 2n],
    ])
    expect([...takenOfGone({ grant: 'g', credit: pico(12n), gone }, 0n)]).toEqual([
      ['a', 5n],
      ['b', 7n],
    ])
  })
})

const settleHeld = (account: Account, amount: bigint): readonly Move[] => {
  const claim = {
    biller: 'prepaid',
    month,
    kind: 'charge',
    charge: charge(amount),
    held: [partOf('g', 5n)],
    hold: 'h',
  } as const
  return fitMoves(account, settle(account, [claim], 50n).moves)
}
