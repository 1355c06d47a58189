import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isExhausted, projectGate } from '@/lib/core/gate/project'
import { type BillerSwitch, billerAt, billers, waterfalls } from './biller'
import { hasLeft, isShort, stopsWork } from './former'
import { type CoreBook, grant, monthAt, openCoreBook, reshape, settleAll, wait } from './testing/core-book'

const switches = fc.array(
  fc.record({ biller: fc.constantFrom(...billers), from: fc.bigInt(0n, 30n), sequence: fc.bigInt(0n, 9n) }),
  { maxLength: 6 },
)
/** The same, written out: every instant from then to now is looked at. */
const leftPlainly = (all: readonly BillerSwitch[], at: bigint, now: bigint): boolean => {
  for (let each = at; each <= now; each += 1n) if (billerAt(all, each) !== billerAt(all, at)) return true
  return false
}

describe('a biller was left', () => {
  it('if at any instant since another one was in force, and never by a switch that is still to come', () => {
    fc.assert(
      fc.property(switches, fc.bigInt(0n, 35n), fc.bigInt(0n, 35n), (all, at, now) => {
        expect(hasLeft(all, at, now)).toBe(leftPlainly(all, at, now))
      }),
    )
  })

  it('also if the organization came back to it, and not by being put on it again', () => {
    const on = (biller: BillerSwitch['biller'], from: bigint): BillerSwitch => ({ biller, from, sequence: from })
    const all = [on('prepaid', 0n), on('prepaid', 5n), on('invoice', 10n), on('prepaid', 20n)]
    expect(hasLeft(all, 3n, 9n)).toBe(false)
    expect([10n, 19n, 25n].map((now) => hasLeft(all, 3n, now))).toEqual([true, true, true])
    expect(hasLeft(all, 21n, 25n)).toBe(false)
  })
})

type Refused = { readonly usedAt: bigint; readonly at: bigint }
type World = { readonly book: CoreBook; refused: Refused[]; halted: boolean }

/** What the funding of the biller in force says, from nothing but the account and what was refused since it was funded. */
const fundingStops = ({ book, refused }: World): boolean => {
  const now = BigInt(book.now)
  const { account } = book
  const gate = projectGate({ ...account, short: false }, now, { month: monthAt(book.now), endsAt: now + 1n })
  if (!waterfalls[billerAt(account.switches, now)].gated) return false
  return isExhausted(gate) || refused.some(({ usedAt }) => !leftPlainly(account.switches, usedAt, now))
}

const step = fc.oneof(
  fc.record({
    step: fc.constant('use' as const),
    uses: fc.array(fc.record({ ago: fc.oneof(fc.constant(0), fc.nat(120)), coins: fc.nat(9), units: fc.nat(3) }), {
      minLength: 1,
      maxLength: 4,
    }),
  }),
  fc.record({ step: fc.constant('switch' as const), biller: fc.constantFrom(...billers), in: fc.nat(40) }),
  fc.record({ step: fc.constant('grant' as const), free: fc.boolean(), amount: fc.integer({ min: 1, max: 12 }) }),
  fc.record({ step: fc.constant('wait' as const), ticks: fc.nat(40) }),
  fc.record({ step: fc.constant('set' as const), card: fc.boolean(), cap: fc.option(fc.nat(20)) }),
)

type Step = typeof step extends fc.Arbitrary<infer Taken> ? Taken : never

/** The gate as writes leave it: set again by a change and when its time is over, halted by draws and refusals in between. */
const reproject = (world: World): void => {
  const { account, now } = world.book
  const at = BigInt(now)
  const gate = projectGate(account, at, { month: monthAt(now), endsAt: BigInt((Math.floor(now / 100) + 1) * 100) })
  world.book.gate = gate
  world.halted = gate.halted
}

const funded = (world: World): void => {
  world.refused = []
  reshape(world.book, { short: false, shortSince: null })
  reproject(world)
}

const takeStep = (world: World, each: Step): void => {
  const { book } = world
  if (each.step === 'grant') {
    grant(book, {
      origin: each.free ? 'free' : 'topup',
      asset: 'CHF',
      priority: 0,
      amount: each.amount,
      expiresAt: null,
    })
    funded(world)
    return
  }
  if (each.step === 'set') {
    reshape(book, {
      card: each.card,
      subscribed: each.card,
      cap: each.cap === null ? null : (BigInt(each.cap) as never),
    })
    funded(world)
    return
  }
  if (each.step === 'switch') {
    const { account } = book
    const added = {
      biller: each.biller,
      from: BigInt(book.now + each.in),
      sequence: BigInt(account.switches.length + 1),
    }
    if (each.in === 0) world.refused = []
    reshape(book, {
      switches: [...account.switches, added],
      short: account.short && each.in > 0,
      shortSince: each.in > 0 ? account.shortSince : null,
    })
    reproject(world)
    return
  }
  if (each.step === 'wait') {
    const { validUntil } = book.gate
    wait(book, each.ticks)
    // The gate is set again only if it says that its time is over.
    if (validUntil !== null && validUntil <= BigInt(book.now)) reproject(world)
    return
  }
  const at = BigInt(book.now)
  const works = each.uses.map(({ ago, coins, units }, place) => {
    const usedAt = Math.max(0, book.now - ago)
    const biller = billerAt(book.account.switches, BigInt(usedAt))
    const counted = waterfalls[biller].unit === '' ? 0 : units
    return {
      id: `${place}`,
      kind: 'charge' as const,
      biller,
      month: monthAt(usedAt),
      usedAt,
      coins,
      units: counted,
      hold: null,
    }
  })
  const verdicts = settleAll(book, works)
  const unpaid = works.filter((_, place) => verdicts[place] === null).map(({ usedAt }) => ({ usedAt: BigInt(usedAt) }))
  const stops = stopsWork(book.account.switches, unpaid, at)
  // As the write does: what is kept of the account, and the gate that is moved and not set again.
  if (stops) book.account = { ...book.account, short: true, shortSince: at }
  world.refused.push(
    ...unpaid.filter(({ usedAt }) => !hasLeft(book.account.switches, usedAt, at)).map((one) => ({ ...one, at })),
  )
  world.halted ||= waterfalls[book.gate.biller].gated && (stops || isExhausted(book.gate))
}

it('gate, funding and the biller in force agree at every instant, whatever is reported of billers that were left', () => {
  fc.assert(
    fc.property(fc.constantFrom(...billers), fc.array(step, { maxLength: 40, size: 'max' }), (first, path) => {
      const world: World = { book: openCoreBook(first), refused: [], halted: false }
      reproject(world)
      for (const each of path) {
        takeStep(world, each)
        const { book } = world
        const now = BigInt(book.now)
        expect(book.gate.biller).toBe(billerAt(book.account.switches, now))
        expect(world.halted).toBe(fundingStops(world))
        expect(isShort(book.account, now) && waterfalls[book.gate.biller].gated).toBe(
          waterfalls[book.gate.biller].gated &&
            world.refused.some(({ usedAt }) => !leftPlainly(book.account.switches, usedAt, now)),
        )
      }
    }),
    { numRuns: 1000 },
  )
})
