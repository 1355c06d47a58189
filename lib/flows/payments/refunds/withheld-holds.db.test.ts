import { afterAll, describe, expect, it } from 'vitest'
import { connect, disconnect } from '@/db/client'
import { listOrgRefunds } from '@/db/queries/refunds'
import { findReservations } from '@/db/queries/reservations'
import { startKilling } from '@/db/testing/backend-killer'
import { admin, contextOf, machine, preparePlatform, today, usageEvent } from '@/db/testing/fixtures'
import { amount, start } from '@/db/testing/funds'
import { testDatabase } from '@/db/testing/test-database'
import { minor } from '@/lib/core/money/amount'
import { disagreements, wrongGates } from '@/lib/flows/funding/testing/disagreements'
import { expireReservations, releaseReservation } from '@/lib/flows/gate/release-reservation'
import { reserve } from '@/lib/flows/gate/reserve'
import { openPayingOrg } from '@/lib/flows/payments/testing/paying-org'
import { takeBackUsage } from '@/lib/flows/usage/change-usage'
import { recordUsageBatch } from '@/lib/flows/usage/record-usage-batch'
import { refundPurchase } from './refund-purchase'

const { db, url, ownerSql } = await testDatabase()
const killers = connect({ url, role: 'owner', applicationName: 'killer', connections: 1 })
afterAll(() => disconnect(killers))
await preparePlatform(db)
const byAdmin = contextOf(db, admin)
const asMachine = contextOf(db, machine())
/** The bank sends refunds to the first card back; payments by the second one are disputed. */
const [sendsBack, disputed] = ['4000000000005126', '4000000000000259']
const order = (refundId: string, francs: bigint) => ({ refundId, amount: minor(francs * 100n), reason: 'asked for' })

/** A prepaid org that bought 20.00, of which reservations hold some. */
const holding = async (name: string, holds: Readonly<Record<string, number>>, card?: string) => {
  const org = await openPayingOrg(db, name)
  const purchase = await org.buy(card)
  const hold = (id: string, francs: number) =>
    reserve(asMachine, {
      ...start(name),
      use: { meter: 'doc.units', quantity: amount(String(francs * 20)) },
      id,
      seconds: 3600,
    })
  for (const [id, francs] of Object.entries(holds)) await hold(id, francs)
  const release = (id: string) => releaseReservation(asMachine, name, id)
  const settle = async (reservation: string, francs: number, key = `use-${reservation}`) => {
    const event = usageEvent(name, { key, quantity: String(francs * 20), at: today.toString() })
    const [result] = (await recordUsageBatch(asMachine, [{ ...event, reservation }])).results
    return result?.outcome
  }
  const expire = () => expireReservations(contextOf(db, machine(), today.add({ hours: 2 })))
  const refund = (francs: bigint, id = `${name}-refund`) =>
    refundPurchase(byAdmin, org.stripe, name, purchase, order(id, francs))
  const takeBack = (key: string) => takeBackUsage(asMachine, { org: name, key, reason: '' })
  const expectOrder = async () => {
    expect(await org.differences()).toEqual([])
    expect(await disagreements(ownerSql)).toEqual([])
    expect(await wrongGates(db, [name], today)).toEqual([])
  }
  return { ...org, purchase, hold, release, settle, expire, refund, takeBack, expectOrder }
}

describe('credit that was held while its money went back', () => {
  it.each([
    ['released', async ({ release }: Org) => expect(await release('h')).toBe('released')],
    ['expired', async ({ expire }: Org) => expect(await expire()).toBeGreaterThan(0)],
    ['settled with less', async ({ settle }: Org) => expect(await settle('h', 2)).toBe('accepted')],
    ['settled with nothing', async ({ settle }: Org) => expect(await settle('h', 0)).toBe('accepted')],
  ] as const)('cannot be used when its reservation is %s', async (how, end) => {
    const org = await holding(`held-${how.replaceAll(' ', '-')}`, { h: 8 })
    expect(await org.refund(20n)).toMatchObject({ taken: 12n * 10n ** 12n, spent: 8n * 10n ** 12n })
    expect(await org.left()).toBe(0n)
    await end(org)
    expect(await org.left()).toBe(0n)
    await org.expectOrder()
    await expect(org.hold('next', 1)).rejects.toMatchObject({ code: 'payment_required' })
    // What is bought later is another purchase's.
    await org.buy()
    expect(await org.left()).toBe(20n)
    await org.expectOrder()
  })

  it('pays for what it was held for, and is withheld if that is taken back', async () => {
    const org = await holding('held-whole', { h: 8 })
    await org.refund(20n)
    expect(await org.settle('h', 8)).toBe('accepted')
    await org.takeBack('use-h')
    expect(await org.left()).toBe(0n)
    await org.expectOrder()
  })

  it('can be used as far as it is more than what was refunded', async () => {
    const org = await holding('held-part', { h: 15 })
    await org.refund(10n)
    expect(await org.left()).toBe(0n)
    await org.release('h')
    expect(await org.left()).toBe(10n)
    await org.expectOrder()
  })

  it('counts as taken from then on, of the refund that came first', async () => {
    const org = await holding('held-counts', { h: 18 })
    await org.refund(10n, 'counts-1')
    await org.refund(5n, 'counts-2')
    const taken = async () => (await listOrgRefunds(db, org.org)).map((refund) => Number(refund.taken) / 1e12)
    expect(await taken()).toEqual([2, 0])
    await org.settle('h', 6)
    expect(await taken()).toEqual([10, 4])
    await org.takeBack('use-h')
    expect(await taken()).toEqual([10, 5])
    expect(await org.left()).toBe(5n)
    await org.expectOrder()
  })

  it('comes back once, with what was withheld, if the refund fails', async () => {
    const org = await holding('held-failed', { a: 5, b: 5 }, sendsBack)
    await org.refund(20n)
    await org.release('a')
    expect(await org.left()).toBe(0n)
    for (let time = 0; time < 3; time += 1) await org.told()
    expect(await org.left()).toBe(15n)
    await org.release('b')
    expect(await org.left()).toBe(20n)
    await org.expectOrder()
  })

  it.each([
    ['won', 'winning_evidence', 20n],
    ['lost', 'losing_evidence', 0n],
  ] as const)('is frozen while the payment is disputed; a dispute that is %s decides', async (how, evidence, left) => {
    const org = await holding(`held-${how}`, { a: 5, b: 5 }, disputed)
    await org.told()
    expect(await org.left()).toBe(0n)
    await org.release('a')
    expect(await org.left()).toBe(0n)
    await org.decide(evidence)
    for (let time = 0; time < 3; time += 1) await org.told()
    await org.release('b')
    expect(await org.left()).toBe(left)
    await org.expectOrder()
  })
})

type Org = Awaited<ReturnType<typeof holding>>

describe('reservations that end while the refund of their credit lands', () => {
  it('leave nothing to use, each ended by several at once', async () => {
    const holds = Object.fromEntries(Array.from({ length: 20 }, (_, place) => [`h${place}`, 1]))
    const org = await holding('at-once', holds)
    await Promise.all([
      ...Object.keys(holds).flatMap((id, place): Promise<unknown>[] => {
        if (place % 3 === 0) return [org.release(id), org.release(id)]
        return [place % 3 === 1 ? org.settle(id, 0.5) : org.expire()]
      }),
      org.refund(20n),
      org.refund(20n),
      org.told(),
    ])
    for (const { id, state } of await findReservations(db, org.org, Object.keys(holds)))
      if (state === 'open') await org.release(id)
    await org.told()
    expect(await org.left()).toBe(0n)
    await org.expectOrder()
  })

  it('also while backends are ended and all is tried again', async () => {
    const holds = Object.fromEntries(Array.from({ length: 12 }, (_, place) => [`h${place}`, 1]))
    const org = await holding('killed', holds)
    const killer = startKilling(killers.$client, 3)
    const again = async (work: () => Promise<unknown>): Promise<void> => {
      for (let time = 0; time < 50; time += 1) {
        const failed = await work().then(
          () => false,
          () => true,
        )
        killer.answered()
        if (!failed) return
      }
      throw new Error('it never came about')
    }
    await Promise.all([
      ...Object.keys(holds).map((id, place) => again(() => (place % 2 ? org.release(id) : org.settle(id, 0.5)))),
      again(() => org.refund(20n)),
      again(() => org.refund(20n)),
    ])
    expect(await killer.stop()).toBeGreaterThan(0)
    await org.told()
    expect(await org.left()).toBe(0n)
    await org.expectOrder()
  })
})
