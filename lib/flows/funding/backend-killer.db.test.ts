import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connect, disconnect } from '@/db/client'
import { type BackendKiller, startKilling } from '@/db/testing/backend-killer'
import { contextOf, preparePlatform, today } from '@/db/testing/fixtures'
import { amount, booksOf, giveCredit, makeFunded } from '@/db/testing/funds'
import { testDatabase } from '@/db/testing/test-database'
import { Refusal } from '@/lib/platform/errors'
import { size } from '@/lib/testing/size'
import { charge, hold, machineAt } from './testing/charging'
import { byClients, openDesks, tally } from './testing/desks'
import { disagreements, wrongGates } from './testing/disagreements'

const { url, db, ownerSql } = await testDatabase()
const desks = openDesks(url, 2, 10)
const deskOf = (place: number) => machineAt(desks[place % desks.length] ?? db)
const killer = connect({ url, role: 'owner', connections: 1, applicationName: 'killer' })
afterAll(() => disconnect(killer))

const orgs = ['one', 'two', 'three', 'four']
const holds = size(2000)
/** Of what is funded, each org uses five sixths. */
const share = holds / orgs.length / 500
/** Longer than a call that gives up after fifteen seconds; one that is still not settled hangs. */
const deadlineMs = 60_000

const escaped: unknown[] = []
const noteEscaped = (error: unknown) => void escaped.push(error)
let killing: BackendKiller
let kills = 0
let sentAway = 0
let answers: readonly string[] = []

/** Asks, and asks again where the portal says that it cannot be reached, as callers do on a 503. */
const settles = async (ask: () => Promise<string>): Promise<string> => {
  const late = new AbortController()
  const hung = sleep(deadlineMs, 'hung', { signal: late.signal }).catch(() => 'hung')
  for (;;) {
    const answer = await Promise.race([ask().catch(codeOf), hung])
    if (answer === 'unavailable') sentAway += 1
    else {
      late.abort()
      killing.answered()
      return answer
    }
  }
}

const codeOf = (error: unknown): string => (error instanceof Refusal ? error.code : `failed: ${error}`)

/** A start that is held and settled with less, and beside it a use that nothing was held for; some ask twice. */
const job = (place: number) => async (): Promise<readonly string[]> => {
  const org = orgs[place % orgs.length] ?? ''
  const at = today.toString()
  const keep = () => settles(() => hold(deskOf(place), org, `h${place}`, '4'))
  const parts = { key: `s${place}`, quantity: '3', at, reservation: `h${place}` }
  const settle = () => settles(() => charge(deskOf(place), org, parts))
  const use = () => settles(() => charge(deskOf(place + 1), org, { key: `u${place}`, quantity: '1', at }))
  const once = [await keep(), await settle(), await use()]
  return place % 10 === 0 ? [...once, await keep(), await settle(), await use()] : once
}

beforeAll(async () => {
  process.on('unhandledRejection', noteEscaped)
  process.on('uncaughtException', noteEscaped)
  await preparePlatform(db)
  for (const org of orgs) {
    await makeFunded(db, org, 'prepaid', `${60 * share}`)
    await giveCredit(contextOf(db), org, `${60 * share}`)
  }
  killing = startKilling(killer.$client, 4)
  answers = (
    await byClients(
      24,
      Array.from({ length: holds }, (_, place) => job(place)),
    )
  ).flat()
  kills = await killing.stop()
}, 240_000)

afterAll(() => {
  process.off('unhandledRejection', noteEscaped)
  process.off('uncaughtException', noteEscaped)
})

describe(`${holds * 3} charges and holds, with a backend terminated after every few answers`, () => {
  it('met backends that really died, and no error escaped its call', () => {
    expect(kills).toBeGreaterThan(size(20))
    expect(escaped).toEqual([])
  })

  it('are all answered, none hangs, none fails, and hardly one is told to come back later', () => {
    const { accepted = 0, repeated = 0, reserved = 0, reservation_closed: closed = 0, ...other } = tally(answers)
    expect(other).toEqual({})
    // Whoever asks again for a start that is settled is told that it is closed.
    expect(closed).toBe(holds * 0.1)
    expect(accepted + repeated + reserved + closed).toBe(holds * 3.3)
    expect(repeated).toBeGreaterThanOrEqual(holds * 0.2)
    expect(sentAway).toBeLessThan(size(60, 20))
  })

  it('are counted once each: every hold is settled, and the books agree', async () => {
    const [row] = await ownerSql`
      select (select count(*)::int from usage_events) as events, (select sum(quantity)::int from usage_events) as units,
             (select count(*)::int from reservations where state = 'settled') as settled,
             (select count(*)::int from reservations) as reservations`
    expect(row).toEqual({ events: holds * 2, units: holds * 4, settled: holds, reservations: holds })
    for (const org of orgs) {
      expect(await booksOf(db, org)).toMatchObject({
        used: amount(`${100 * share}`),
        remaining: amount(`${20 * share}`),
        held: 0n,
      })
    }
    expect(await disagreements(ownerSql)).toEqual([])
    expect(await wrongGates(db, orgs, today)).toEqual([])
  })
})
