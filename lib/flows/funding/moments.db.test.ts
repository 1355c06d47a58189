import type { Temporal } from 'temporal-polyfill'
import { beforeAll, describe, expect, it } from 'vitest'
import { findGate } from '@/db/queries/gates'
import { at, contextOf, preparePlatform, today } from '@/db/testing/fixtures'
import { amount, giveCredit, makeFunded } from '@/db/testing/funds'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { type Biller, type BillerSwitch, billerAt } from '@/lib/core/funding/biller'
import { switchBiller } from './switch-biller'
import { charge, hold, machineAt } from './testing/charging'
import { byClients, openDesks, tally } from './testing/desks'
import { disagreements, wrongGates } from './testing/disagreements'
import { makeSubscribed, planStartedAt, preparePlans } from './testing/plans'

const { url, db, ownerSql } = await testDatabase()
const ctx = contextOf(db)
const desks = openDesks(url, 3, 4)

beforeAll(async () => {
  await preparePlatform(db)
  await preparePlans(db, ownerSql, [50])
})

const useAt = (org: string, now: Temporal.Instant, parts: { key: string; quantity: string; reservation?: string }) =>
  charge(machineAt(db, now), org, { ...parts, at: now.toString() })

/** The gate as the last write left it: in force, and what would be projected from scratch. */
const expectGate = async (org: string, now: Temporal.Instant, funds: object) => {
  const found = await findGate(db, org, now)
  expect(found?.state).toBe('current')
  expect(found?.state === 'current' && found.gate).toMatchObject(funds)
  expect(await wrongGates(db, [org], now)).toEqual([])
}

describe('usage that comes after a moment from which the gate is another', () => {
  it('does not draw credit that expired, and finds a gate without it', async () => {
    await makeFunded(db, 'expiring', 'prepaid', '10')
    await giveCredit(ctx, 'expiring', '10', { expiresAt: today.add({ hours: 1 }) })
    expect(await useAt('expiring', today, { key: 'a', quantity: '20' })).toBe('accepted')
    await expectGate('expiring', today, { remaining: amount('19') })
    const later = today.add({ hours: 1 })
    expect(await useAt('expiring', later, { key: 'b', quantity: '20' })).toBe('accepted')
    await expectGate('expiring', later, { remaining: amount('9') })
  })

  it('on a bill without a cap forgets the holds of the month that is over', async () => {
    await makeFunded(db, 'billed', 'invoice')
    expect(await hold(machineAt(db), 'billed', 'r', '50')).toBe('reserved')
    const december = at('2026-12-01T10:00:00Z')
    expect(await useAt('billed', december, { key: 'a', quantity: '1' })).toBe('accepted')
    await expectGate('billed', december, { remaining: null, held: 0n })
  })

  it('in a new week has a new quota', async () => {
    await makeSubscribed(db, 'weekly', 50, null)
    expect(await useAt('weekly', today, { key: 'a', quantity: '50' })).toBe('accepted')
    expect(await useAt('weekly', today, { key: 'b', quantity: '1' })).toBe('payment_required')
    const next = planStartedAt.add({ hours: 7 * 24 })
    expect(await useAt('weekly', next, { key: 'c', quantity: '20' })).toBe('accepted')
    // What waited is paid first.
    await expectGate('weekly', next, { unitsRemaining: amount('29') })
  })

  it('after a switch to come draws from the new sources', async () => {
    await makeFunded(db, 'switching', 'prepaid', '10')
    await switchBiller(ctx, 'switching', 'invoice', today.add({ hours: 1 }))
    expect(await useAt('switching', today, { key: 'a', quantity: '1' })).toBe('accepted')
    await expectGate('switching', today, { biller: 'prepaid' })
    const later = today.add({ hours: 1 })
    expect(await useAt('switching', later, { key: 'b', quantity: '1' })).toBe('accepted')
    await expectGate('switching', later, { biller: 'invoice', remaining: null })
  })
})

describe('a switch that races usage of its very moment', () => {
  const orgs = Array.from({ length: 120 }, (_, place) => `racing-${place}`)

  it('holds and charges that usage, or is refused because it is charged: never neither, never both', async () => {
    for (const org of orgs) await makeFunded(db, org, 'prepaid', '100')
    const from = today.subtract({ minutes: 1 })
    const race = (org: string) => async () => {
      const sends = Array.from({ length: 6 }, (_, place) =>
        charge(machineAt(desks[place % desks.length] ?? db), org, {
          key: `k${place}`,
          quantity: '1',
          at: from.toString(),
        }),
      )
      return Promise.all([codeOf(switchBiller(ctx, org, 'invoice', from)), ...sends])
    }
    const answers = (await byClients(4, orgs.map(race))).flat()
    const { accepted, ok = 0, biller_fixed: fixed = 0 } = tally(answers)
    expect([accepted, ok + fixed]).toEqual([orgs.length * 6, orgs.length])
    const rows = await ownerSql<{ org: string; biller: Biller; micros: string; seq: string }[]>`
      select org_id as org, biller, micros(effective_at) as micros, sequence::text as seq from org_billers`
    const switchesOf = (org: string): BillerSwitch[] =>
      rows
        .filter((row) => row.org === org)
        .map(({ biller, micros, seq }) => ({ biller, from: BigInt(micros) * 1000n, sequence: BigInt(seq) }))
    const events = await ownerSql<{ org: string; biller: Biller; micros: string }[]>`
      select org_id as org, biller, micros(occurred_at) as micros from usage_events where org_id like 'racing-%'`
    const wrong = events.filter(
      ({ org, biller, micros }) => billerAt(switchesOf(org), BigInt(micros) * 1000n) !== biller,
    )
    expect(wrong).toEqual([])
    expect(await disagreements(ownerSql)).toEqual([])
  })
})
