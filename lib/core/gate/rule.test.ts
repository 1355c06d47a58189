import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Biller, billerAt, billers, type Charge, waterfalls } from '@/lib/core/funding/biller'
import { type Debt, payDebts, presentDebts } from '@/lib/core/funding/debt'
import { hasLeft, isShort } from '@/lib/core/funding/former'
import { addsUp } from '@/lib/core/funding/grant'
import { foldLedger } from '@/lib/core/funding/ledger'
import { applyPosting, post } from '@/lib/core/funding/post'
import { sourcesOf } from '@/lib/core/funding/sources'
import { amend, isPaidWhole, returnMoves } from '@/lib/core/funding/take-back'
import { accountOf, grantOf, weekOf } from '@/lib/core/funding/testing/account'
import {
  type CoreBook,
  grant,
  monthAt,
  openCoreBook,
  type Paid,
  release,
  reshape,
} from '@/lib/core/funding/testing/core-book'
import { settle } from '@/lib/core/funding/till'
import { type Part, waterfall } from '@/lib/core/funding/waterfall'
import { pico } from '@/lib/core/money/amount'
import { type CurrentMonth, gateAt, isExhausted, moveGate, projectGate } from './project'

const at = (now: number): CurrentMonth => ({
  month: monthAt(now),
  endsAt: BigInt((Math.floor(now / 100) + 1) * 100),
})
const coins = (amount: number, units = 0): Charge => ({ amount: pico(BigInt(amount)), units: BigInt(units) })

describe('the rule of the gate', () => {
  const debt = (amount: number, over: Partial<Debt> = {}): Debt => ({
    key: 'd',
    usedAt: 5n,
    left: coins(amount),
    ...over,
  })
  const halted = (account: ReturnType<typeof accountOf>, debts: readonly Debt[], now: number): boolean =>
    gateAt(account, debts, BigInt(now), at(now)).halted

  it('opens when a week turns that covers what waits, and says what is left of it', () => {
    const week = { ...weekOf(1000n), startsAt: 100n, endsAt: 200n }
    const account = accountOf('plan_quota', { week })
    const debts = [debt(30, { left: coins(30, 300) })]
    expect(halted(account, debts, 99)).toBe(true)
    expect(gateAt(account, debts, 100n, at(100))).toMatchObject({ halted: false, unitsRemaining: 700n })
  })

  it('opens when a month turns under whose cap what waits fits, and stays shut while it does not', () => {
    const months = new Map([[monthAt(0), { spent: pico(5n), held: pico(0n) }]])
    const account = accountOf('free_credit', { card: true, cap: pico(5n), months })
    expect(halted(account, [debt(2)], 99)).toBe(true)
    expect(gateAt(account, [debt(2)], 100n, at(100))).toMatchObject({ halted: false, remaining: 3n })
    expect(halted(account, [debt(6)], 100)).toBe(true)
    const paid = payDebts(account, [debt(6)], 100n, monthAt(100))
    expect([paid.paid[0]?.left, paid.after.months.get(monthAt(100))?.spent]).toEqual([coins(1), 5n])
  })

  it('takes what is left for a larger use in part, and lets nothing newer go before it', () => {
    const account = accountOf('prepaid', { grants: [grantOf({ id: 'g', remaining: 22n })] })
    const { paid, after } = payDebts(account, [debt(60), debt(1, { key: 'e' })], 10n, monthAt(10))
    expect(paid.map(({ left }) => left.amount)).toEqual([38n, 1n])
    expect([after.grants[0]?.remaining, after.short]).toEqual([0n, true])
    const claims = [1, 2].map((amount) => ({
      biller: 'prepaid' as const,
      month: 'm',
      charge: coins(amount),
      kind: 'charge' as const,
      inLine: true,
    }))
    const rich = accountOf('prepaid', { grants: [grantOf({ id: 'g', remaining: 22n })] })
    expect(settle(rich, claims, 10n, true).verdicts).toEqual([null, null])
    expect(settle(rich, claims, 10n).verdicts.every((parts) => parts !== null)).toBe(true)
  })

  it('has no debts of a biller that was left', () => {
    const switches = [
      { biller: 'prepaid' as const, from: 0n, sequence: 1n },
      { biller: 'invoice' as const, from: 10n, sequence: 2n },
      { biller: 'prepaid' as const, from: 20n, sequence: 3n },
    ]
    const account = accountOf('prepaid', { switches, grants: [grantOf({ id: 'g', remaining: 3n })] })
    expect([9, 10, 25].map((now) => halted(account, [debt(60)], now))).toEqual([true, false, false])
  })
})

type Owed = Debt & {
  readonly whole: Charge
  parts: readonly Part[]
  left: Charge
  /** What had paid for it before it was amended, or before another one was amended to stand before it, and still does. */
  kept?: readonly Part[]
}
type World = { readonly book: CoreBook; debts: Owed[]; count: number }

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      step: fc.constant('use' as const),
      uses: fc.array(
        fc.record({
          ago: fc.oneof(fc.constant(0), fc.nat(120)),
          coins: fc.nat(14),
          units: fc.nat(5),
          kind: fc.constantFrom('charge' as const, 'charge' as const, 'hold' as const),
          settles: fc.option(fc.nat(3)),
        }),
        { minLength: 1, maxLength: 4 },
      ),
    }),
  },
  { weight: 2, arbitrary: fc.record({ step: fc.constant('release' as const), which: fc.nat(5) }) },
  {
    weight: 2,
    arbitrary: fc.record({ step: fc.constant('switch' as const), biller: fc.constantFrom(...billers), in: fc.nat(40) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      step: fc.constant('grant' as const),
      free: fc.boolean(),
      asset: fc.constantFrom('CHF', 'CHF', 'doc.units', 'compute.units'),
      amount: fc.integer({ min: 1, max: 12 }),
      lasts: fc.option(fc.integer({ min: 1, max: 90 })),
    }),
  },
  { weight: 4, arbitrary: fc.record({ step: fc.constant('wait' as const), ticks: fc.nat(60) }) },
  { weight: 2, arbitrary: fc.record({ step: fc.constant('week' as const), quota: fc.nat(20) }) },
  {
    weight: 2,
    arbitrary: fc.record({ step: fc.constant('set' as const), card: fc.boolean(), cap: fc.option(fc.nat(20)) }),
  },
  { weight: 1, arbitrary: fc.record({ step: fc.constant('waive' as const), which: fc.nat(5) }) },
  { weight: 2, arbitrary: fc.record({ step: fc.constant('take back' as const), which: fc.nat(20) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      step: fc.constant('amend' as const),
      which: fc.nat(20),
      coins: fc.nat(14),
      units: fc.nat(5),
      /** How much earlier or later it was used than was told. */
      ago: fc.oneof(fc.constant(0), fc.integer({ min: -40, max: 40 })),
    }),
  },
)
type Step = typeof step extends fc.Arbitrary<infer Taken> ? Taken : never

/** A use that is charged, of which no more matters than when it was. */
const chargeOf = (usedAt: bigint, parts: readonly Part[]): Paid => ({
  work: { usedAt: Number(usedAt) } as Paid['work'],
  parts,
})

/** As a write does it that is no mere draw: what waits is paid, then the gate is projected. */
const pay = (world: World): void => {
  const { book } = world
  const now = BigInt(book.now)
  const { paid, moves, after } = payDebts(book.account, world.debts, now, monthAt(book.now))
  const posting = post(moves)
  book.entries.push(...posting.entries)
  for (const { debt, parts, left, settles } of paid) {
    debt.parts = [...debt.parts, ...parts]
    debt.left = left
    if (settles && debt.hold !== undefined) dropHold(world, debt.hold)
    if (left.amount === 0n && left.units === 0n) {
      world.debts = world.debts.filter((each) => each !== debt)
      book.charges.push(chargeOf(debt.usedAt, debt.parts))
    }
  }
  book.account = { ...applyPosting(book.account, posting), short: after.short, shortSince: after.shortSince }
  book.gate = projectGate(book.account, now, at(book.now))
}

const dropHold = (world: World, hold: string): void => {
  world.book.holds.delete(hold)
  world.debts = world.debts.map((debt) => {
    if (debt.hold !== hold) return debt
    const { held: _, hold: __, ...rest } = debt
    return Object.assign(debt, rest, { held: undefined, hold: undefined })
  }) as Owed[]
}

/** As usage is written: what cannot be paid is kept, and the gate is moved. */
const use = (world: World, { uses }: Extract<Step, { step: 'use' }>): void => {
  const { book } = world
  const now = BigInt(book.now)
  const holds = [...book.holds]
  const claims = uses.map(({ ago, coins: amount, units, kind, settles }) => {
    const usedAt = kind === 'hold' ? book.now : Math.max(0, book.now - ago)
    const biller = billerAt(book.account.switches, BigInt(usedAt))
    const [hold, held] = (kind === 'charge' && settles !== null && holds[settles]) || []
    return {
      biller,
      month: monthAt(usedAt),
      charge: coins(amount, waterfalls[biller].unit === '' ? 0 : units),
      usedAt: BigInt(usedAt),
      kind,
      inLine: kind === 'charge' && !hasLeft(book.account.switches, BigInt(usedAt), now),
      ...(hold === undefined ? {} : { hold, held: held ?? [] }),
    }
  })
  const waits = isShort(book.account, now)
  const { verdicts, moves, settled } = settle(book.account, claims, now, waits)
  const posting = post(moves)
  const moved = moveGate(book.account, applyPosting(book.account, posting), now, monthAt(book.now))
  const { gate } = book
  book.gate = {
    ...gate,
    remaining: gate.remaining === null ? null : gate.remaining + moved.remaining,
    held: gate.held + moved.held,
    unitsRemaining: gate.unitsRemaining + moved.unitsRemaining,
    unitsHeld: gate.unitsHeld + moved.unitsHeld,
  }
  book.account = applyPosting(book.account, posting)
  book.entries.push(...posting.entries)
  let begins = false
  claims.forEach((claim, place) => {
    const parts = verdicts[place]
    if (parts && claim.kind === 'hold') book.holds.set(`h${world.count}-${place}`, parts)
    else if (parts) {
      // While something waits, only what was held for it pays what is newer.
      if (waits && claim.inLine) expect(claim.hold).toBeDefined()
      book.charges.push(chargeOf(claim.usedAt, parts))
    } else if (claim.kind === 'charge') {
      const { usedAt, charge: whole } = claim
      const kept =
        claim.hold !== undefined && !settled.has(claim.hold) ? { hold: claim.hold, held: claim.held ?? [] } : {}
      world.debts.push({ key: `u${world.count}-${place}`, usedAt, left: whole, whole, parts: [], ...kept })
      begins ||= claim.inLine
    }
  })
  for (const hold of settled.keys()) dropHold(world, hold)
  if (begins) book.account = { ...book.account, short: true, shortSince: null }
  book.gate = {
    ...book.gate,
    halted: book.gate.halted || begins || (waterfalls[gate.biller].gated && isExhausted(book.gate)),
  }
  if (begins || posting.frees) pay(world)
}

/** Takes a use back, charged or waiting, or amends it: in one write. */
const change = (world: World, each: Extract<Step, { step: 'take back' | 'amend' }>): void => {
  const { book } = world
  const now = BigInt(book.now)
  const charged = book.charges[each.which % Math.max(1, book.charges.length + world.debts.length)]
  const owed = world.debts[(each.which % Math.max(1, book.charges.length + world.debts.length)) - book.charges.length]
  const told = charged ? { usedAt: BigInt(charged.work.usedAt), parts: charged.parts } : owed
  if (!told) return
  const place = owed ? world.debts.indexOf(owed) : world.debts.length
  if (charged) book.charges.splice(book.charges.indexOf(charged), 1)
  else world.debts.splice(place, 1)
  const { switches } = book.account
  const billerOf = (usedAt: bigint): Biller => billerAt(switches, usedAt)
  let moves = returnMoves(book.account, told.parts, now)
  let begins = false
  if (each.step === 'amend') {
    const before = Number(told.usedAt)
    const usedAt = BigInt(Math.min(Math.max(0, before - each.ago), Math.max(before, book.now)))
    const biller = billerOf(usedAt)
    const whole = coins(each.coins, waterfalls[biller].unit === '' ? 0 : each.units)
    const inLine = !hasLeft(switches, usedAt, now)
    const mayDraw = !(inLine && isShort(book.account, now))
    const old = { biller: billerOf(told.usedAt), month: monthAt(before), parts: told.parts }
    const to = { charge: whole, biller, month: monthAt(Number(usedAt)), usedAt, mayDraw }
    const paid = amend(book.account, old, to, now)
    moves = [...paid.moves]
    expect(sum(paid.parts.map(({ amount }) => amount)) + paid.left.amount).toBe(whole.amount)
    expect(sum(paid.parts.map(({ units }) => units)) + paid.left.units).toBe(whole.units)
    const wholeBefore = sum(told.parts.map(({ amount }) => amount))
    const unitsBefore = sum(told.parts.map(({ units }) => units))
    // A smaller use of the same time is never refused.
    if (usedAt === told.usedAt && charged && whole.amount <= wholeBefore && whole.units === 0n && unitsBefore === 0n) {
      expect(isPaidWhole(paid)).toBe(true)
    }
    if (isPaidWhole(paid)) book.charges.push(chargeOf(usedAt, paid.parts))
    else {
      const hold = owed?.hold === undefined ? {} : { hold: owed.hold, held: owed.held ?? [] }
      const key = `a${world.count}`
      const debt = { key, usedAt, left: paid.left, whole, parts: paid.parts, kept: paid.parts, ...hold }
      world.debts.splice(place, 0, debt)
      begins = inLine
      if (owed && inLine && hasLeft(switches, told.usedAt, now)) {
        for (const behind of world.debts.slice(place + 1)) behind.kept = behind.parts
      }
    }
  }
  const posting = post(moves)
  book.account = applyPosting(book.account, posting)
  if (begins) book.account = { ...book.account, short: true, shortSince: null }
  book.entries.push(...posting.entries)
}

const takeStep = (world: World, each: Step): void => {
  const { book } = world
  world.count += 1
  if (each.step === 'use') {
    use(world, each)
    return
  }
  if (each.step === 'wait') {
    const { validUntil } = book.gate
    book.now += each.ticks
    // Nobody acts: the gate is looked at again only if it says that its time is over.
    if (validUntil !== null && validUntil <= BigInt(book.now)) pay(world)
    return
  }
  if (each.step === 'release') {
    const id = [...book.holds.keys()][each.which % Math.max(1, book.holds.size)]
    if (id !== undefined) {
      release(book, id)
      dropHold(world, id)
    }
  } else if (each.step === 'switch') {
    const { switches } = book.account
    const from = BigInt(book.now + each.in)
    reshape(book, { switches: [...switches, { biller: each.biller, from, sequence: BigInt(switches.length + 1) }] })
  } else if (each.step === 'grant') {
    const { free, asset, amount, lasts } = each
    const expiresAt = lasts === null ? null : book.now + lasts
    grant(book, { origin: free ? 'free' : 'topup', asset, priority: 0, amount, expiresAt })
  } else if (each.step === 'week') {
    const week = {
      ...weekOf(BigInt(each.quota)),
      id: `w${world.count}`,
      startsAt: BigInt(book.now),
      endsAt: BigInt(book.now + 70),
    }
    reshape(book, { week })
  } else if (each.step === 'take back' || each.step === 'amend') {
    change(world, each)
  } else if (each.step === 'set') {
    const { card, cap } = each
    reshape(book, { card, subscribed: card, cap: cap === null ? null : pico(BigInt(cap)) })
  } else {
    const waived = world.debts[each.which % Math.max(1, world.debts.length)]
    world.debts = world.debts.filter((debt) => debt !== waived)
    if (waived && waived.parts.length > 0) book.charges.push(chargeOf(waived.usedAt, waived.parts))
  }
  pay(world)
}

const sum = (list: readonly bigint[]) => list.reduce((total, each) => total + each, 0n)

const expectRule = ({ book, debts }: World): void => {
  const now = BigInt(book.now)
  const { validUntil: _, ...gate } = book.gate
  const { validUntil: __, ...rule } = gateAt(book.account, debts, now, at(book.now))
  expect(gate).toEqual(rule)
  const owed = presentDebts(book.account, debts, now)
  expect(gate.halted).toBe(waterfalls[gate.biller].gated && (owed.length > 0 || isExhausted(gate)))
}

/** The oldest first, in parts: what waits behind another was paid nothing, and nothing is left that the first could take. */
const expectOrder = ({ book, debts }: World): void => {
  const now = BigInt(book.now)
  const [first, ...behind] = presentDebts(book.account, debts, now)
  for (const { parts, kept = [] } of behind) expect(parts).toEqual(kept)
  for (const { whole, left, parts } of debts) {
    expect(sum(parts.map(({ amount }) => amount)) + left.amount).toBe(whole.amount)
    expect(sum(parts.map(({ units }) => units)) + left.units).toBe(whole.units)
  }
  if (!first) return
  const biller: Biller = billerAt(book.account.switches, first.usedAt)
  expect(waterfall(first.left, sourcesOf(book.account, biller, monthAt(book.now), now, first.usedAt)).parts).toEqual([])
}

const expectExact = ({ book, debts }: World): void => {
  const { account, entries, charges, holds } = book
  const of = (source: string, parts: readonly Part[]) =>
    sum(
      parts
        .filter((part) => part.source === source)
        .map(({ measure, amount, units }) => (measure === 'money' ? amount : units)),
    )
  const used = (source: string) => sum([...charges, ...debts].map(({ parts }) => of(source, parts)))
  const held = (source: string) => sum([...holds.values()].map((parts) => of(source, parts)))
  const folds = foldLedger(entries)
  for (const each of account.grants) {
    expect(addsUp(each)).toBe(true)
    expect([each.used, each.held]).toEqual([used(each.id), held(each.id)])
    expect(folds.get(each.id)?.left).toBe(each.remaining + each.held)
  }
  for (const [month, spend] of account.months) {
    expect([spend.spent, spend.held]).toEqual([used(`postpaid:${month}`), held(`postpaid:${month}`)])
  }
}

it('holds at every instant: random time, usage, refusals, grants, caps, weeks, months, holds, waivers, switches, what is taken back or amended', () => {
  fc.assert(
    fc.property(fc.constantFrom(...billers), fc.array(step, { maxLength: 40, size: 'max' }), (first, path) => {
      const world: World = { book: openCoreBook(first), debts: [], count: 0 }
      pay(world)
      for (const each of path) {
        takeStep(world, each)
        expectRule(world)
        expectOrder(world)
        expectExact(world)
      }
    }),
    { numRuns: 300 },
  )
})
