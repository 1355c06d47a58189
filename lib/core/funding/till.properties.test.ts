import fc from 'fast-check'
import { expect, it } from 'vitest'
import { pico } from '@/lib/core/money/amount'
import type { Account } from './account'
import { type Biller, billers, waterfalls } from './biller'
import { addsUp } from './grant'
import { checkEntry } from './ledger'
import { applyPosting, post, takeAway } from './post'
import { accountOf, grantOf, partOf, spentIn, weekOf } from './testing/account'
import { type Claim, settle } from './till'
import type { Part } from './waterfall'

const month = 'm1'
const now = 50n

const few = fc.bigInt(0n, 9n)
const accounts = fc
  .record({
    grants: fc.array(
      fc.record({
        remaining: few,
        held: few,
        origin: fc.constantFrom('free', 'topup'),
        asset: fc.constantFrom('CHF', 'doc.units', 'compute.units'),
        expiresAt: fc.option(fc.constantFrom(40n, 60n)),
        priority: fc.nat(1),
      }),
      { maxLength: 5 },
    ),
    cap: fc.option(fc.bigInt(0n, 20n)),
    spent: few,
    used: few,
    card: fc.boolean(),
    endsAt: fc.constantFrom(40n, 60n),
  })
  .map(({ grants, cap, spent, used, card, endsAt }) =>
    accountOf('prepaid', {
      grants: grants.map((grant, place) => grantOf({ id: `g${place}`, sequence: BigInt(place), ...grant })),
      cap: cap === null ? null : pico(cap),
      months: spentIn(month, spent, 5n),
      week: { ...weekOf(30n, used, 9n), endsAt },
      card,
      subscribed: card,
    }),
  )
const claims = fc.array(
  fc.record({
    biller: fc.constantFrom(...billers),
    month: fc.constantFrom(month, 'm0'),
    kind: fc.constantFrom('charge', 'hold'),
    amount: few,
    units: few,
    settles: fc.option(fc.nat(9)),
  }),
  { maxLength: 12 },
)

/** What is held on an account, as reservations: each source's hold is one. */
const heldParts = (account: Account): Part[] => [
  ...account.grants.flatMap(({ id, held, asset }) =>
    held === 0n ? [] : [partOf(id, held, asset === 'CHF' ? {} : { measure: 'units', units: held })],
  ),
  partOf(`postpaid:${month}`, 5n),
  partOf('week:wk_1', 9n, { kind: 'plan_quota', measure: 'units', units: 9n }),
]

it('a batch is decided as its claims are one at a time, each on the account that the one before it left', () => {
  const property = fc.property(accounts, claims, (account, wanted) => {
    const open = heldParts(account)
    const batch = wanted.map(({ amount, units, settles, ...claim }): Claim => {
      const place = settles === null || claim.kind === 'hold' || open.length === 0 ? -1 : settles % open.length
      const held = place === -1 ? {} : { held: open.splice(place, 1) }
      const counted = (biller: Biller) => (waterfalls[biller].unit === '' ? 0n : units)
      return { ...claim, charge: { amount: pico(amount), units: counted(claim.biller) }, ...held }
    })
    let current = account
    const verdicts = batch.map((claim) => {
      const one = settle(current, [claim], now)
      if (one.verdicts[0] === null) expect(one.moves).toEqual([])
      current = applyPosting(current, post(one.moves))
      return one.verdicts[0]
    })
    const together = settle(account, batch, now)
    expect(together.verdicts).toEqual(verdicts)
    expect(applyPosting(account, post(together.moves))).toEqual(current)
  })
  fc.assert(property, { numRuns: 3000 })
})

it('usage that is reported after credit expired is paid as if it had been reported before, and every sum holds', () => {
  const grants = fc.array(
    fc.record({ remaining: few, priority: fc.nat(1), expiresAt: fc.option(fc.constantFrom(20n, 40n, 60n)) }),
    { minLength: 1, maxLength: 5 },
  )
  const used = fc.array(fc.record({ amount: few, usedAt: fc.constantFrom(10n, 19n, 20n, 30n, 45n) }), { maxLength: 8 })
  const property = fc.property(grants, used, (given, uses) => {
    const account = accountOf('prepaid', {
      grants: given.map((grant, place) => grantOf({ id: `g${place}`, sequence: BigInt(place), ...grant })),
    })
    const inTime = [...uses].sort((a, b) => Number(a.usedAt - b.usedAt))
    const claimOf = ({ amount, usedAt }: (typeof uses)[number]): Claim => {
      return { biller: 'prepaid', month, charge: { amount: pico(amount), units: 0n }, kind: 'charge', usedAt }
    }
    let current = account
    const prompt = inTime.map((use) => {
      const one = settle(current, [claimOf(use)], use.usedAt)
      current = applyPosting(current, post(one.moves))
      return one.verdicts[0]
    })
    const swept = account.grants.reduce(
      (all, { id, remaining, expiresAt }) =>
        expiresAt !== null && expiresAt <= now && remaining > 0n
          ? applyPosting(all, takeAway(id, 'expiration', remaining))
          : all,
      account,
    )
    for (const start of [account, swept]) {
      const late = settle(start, inTime.map(claimOf), now)
      expect(late.verdicts).toEqual(prompt)
      const posting = post(late.moves)
      expect(posting.entries.map(checkEntry).filter(Boolean)).toEqual([])
      for (const grant of applyPosting(start, posting).grants) expect(addsUp(grant)).toBe(true)
    }
  })
  fc.assert(property, { numRuns: 500 })
})
