import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connect, disconnect } from '@/db/client'
import { type BackendKiller, startKilling } from '@/db/testing/backend-killer'
import { contextOf, preparePlatform, today } from '@/db/testing/fixtures'
import { amount, giveCredit, makeFunded } from '@/db/testing/funds'
import { testDatabase } from '@/db/testing/test-database'
import { pico } from '@/lib/core/money/amount'
import { releaseReservation } from '@/lib/flows/gate/release-reservation'
import { Refusal } from '@/lib/platform/errors'
import { size } from '@/lib/testing/size'
import { takeBackCredit } from './take-back-credit'
import { charge, hold, machineAt } from './testing/charging'
import { byClients, openDesks, tally } from './testing/desks'
import { disagreements, wrongGates } from './testing/disagreements'

const { url, db, ownerSql } = await testDatabase()
const desks = openDesks(url, 2, 8)
const deskOf = (place: number) => desks[place % desks.length] ?? db
const killer = connect({ url, role: 'owner', connections: 1, applicationName: 'killer' })
afterAll(() => disconnect(killer))

const org = 'mixed'
const clients = 40
const jobs = size(4000, 400)
const at = today.toString()

let killing: BackendKiller
let kills = 0

/** Asks again where the portal says that it cannot answer now, as callers do on a 503. */
const settles = async (ask: () => Promise<string>): Promise<string> => {
  for (;;) {
    const answer = await ask().catch((error: unknown) => {
      if (error instanceof Refusal) return error.code
      throw error
    })
    if (answer === 'unavailable') continue
    killing.answered()
    return answer
  }
}

const grants: string[] = []

/** Of ten things: usage, one too large to be paid at once, starts that are settled or released, credit given and taken. */
const job = (place: number) => async (): Promise<readonly string[]> => {
  const desk = machineAt(deskOf(place))
  const use = (key: string, quantity: string, more = {}) =>
    settles(() => charge(desk, org, { key, quantity, at, ...more }))
  if (place % 10 === 3 || place % 10 === 7) {
    const much = place % 10 === 3 ? '1.5' : '0.55'
    const give = async () => {
      grants.push(await giveCredit(contextOf(deskOf(place)), org, much, { reference: `g${place}` }))
      return 'granted'
    }
    return [await settles(give)]
  }
  if (place % 10 === 5) {
    const grant = grants[place % Math.max(1, grants.length)]
    if (grant === undefined) return []
    const order = { grant, amount: pico(amount('0.1')), kind: 'refund', reference: `t${place}`, note: '' } as const
    return [await settles(async () => (await takeBackCredit(contextOf(deskOf(place)), org, order)) && 'taken')]
  }
  if (place % 10 === 2 || place % 10 === 8) {
    const id = `h${place}`
    const held = await settles(() => hold(desk, org, id, '2'))
    if (held !== 'reserved' && held !== 'repeated') return [held]
    if (place % 10 === 2) return ['held', await use(`s${place}`, '1', { reservation: id })]
    return ['held', await settles(async () => `hold ${await releaseReservation(desk, org, id)}`)]
  }
  return [await use(`u${place}`, place % 10 === 1 ? '30' : '1')]
}

let answers: readonly string[] = []

beforeAll(async () => {
  await preparePlatform(db)
  await makeFunded(db, org, 'prepaid', '1')
  killing = startKilling(killer.$client, 10)
  const all = await byClients(
    clients,
    Array.from({ length: jobs }, (_, place) => job(place)),
  )
  answers = all.flat()
  kills = await killing.stop()
}, 280_000)

describe(`one organization that ${clients} clients change in every way, while backends are terminated`, () => {
  it('answers everything, and refuses only what is not covered', () => {
    const { accepted = 0, repeated = 0, payment_required: refused = 0, granted = 0, held = 0, ...rest } = tally(answers)
    const { taken = 0, 'hold released': released = 0, ...strange } = rest
    expect(strange).toEqual({})
    expect(kills).toBeGreaterThan(0)
    expect(granted).toBe(jobs / 5)
    expect(Math.min(accepted + repeated, refused, held, taken, released)).toBeGreaterThan(0)
  })

  it('counts each use once and loses none: it is paid, or waits', async () => {
    const [row] = await ownerSql`
      select (select count(*)::int from usage_events where idempotency_key like 'u%') as events,
             (select count(*)::int from unfunded_usage where charged_at is null and idempotency_key like 'u%') as waits`
    expect(Number(row?.events) + Number(row?.waits)).toBe(jobs / 2)
    const [open] = await ownerSql`select count(*)::int as open from reservations where state = 'open'`
    const [unsettled] = await ownerSql`
      select count(*)::int as open from unfunded_usage where charged_at is null and idempotency_key like 's%'`
    expect(Number(open?.open)).toBeLessThanOrEqual(Number(unsettled?.open))
  })

  it('pays what waits the oldest first: nothing newer is paid, even in part, while something older is not', async () => {
    const rows = await ownerSql<{ whole: boolean; paid: string }[]>`
      select charged_at is not null as whole, paid::text from unfunded_usage
       where coalesce(event->>'reservation', '') = '' order by sequence, first_at, place, idempotency_key`
    expect(rows.length).toBeGreaterThan(0)
    const firstOpen = rows.findIndex(({ whole }) => !whole)
    const open = firstOpen < 0 ? [] : rows.slice(firstOpen)
    expect(open.filter(({ whole }) => whole)).toEqual([])
    expect(open.slice(1).filter(({ paid }) => Number(paid) > 0)).toEqual([])
  })

  it('leaves ledger, balances, roll-up and gate in agreement with what is computed from the facts', async () => {
    expect(await disagreements(ownerSql)).toEqual([])
    expect(await wrongGates(db, [org], today)).toEqual([])
  })
})
