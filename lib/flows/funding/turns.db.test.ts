import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { takeTurn } from '@/db/commands/turns'
import { writeFunding } from '@/db/commands/write-funding'
import { findAccount } from '@/db/queries/accounts'
import { contextOf, preparePlatform, today } from '@/db/testing/fixtures'
import { amount, booksOf, giveCredit, makeFunded, start } from '@/db/testing/funds'
import { testDatabase } from '@/db/testing/test-database'
import { checkStart } from '@/lib/flows/gate/check-start'
import { errorResponse } from '@/lib/http/envelope'
import { inTurn, limitTurns } from '@/lib/platform/turns'
import { grantCredit } from './grant-credit'
import { charge, hold, machineAt } from './testing/charging'
import { openDesks } from './testing/desks'
import { disagreements, wrongGates } from './testing/disagreements'
import { untilWritten } from './until-written'

const { url, db, ownerSql } = await testDatabase()
const [one = db, other = db] = openDesks(url, 2, 2)
const at = today.toString()

beforeAll(() => preparePlatform(db))
afterEach(() => limitTurns(Number.POSITIVE_INFINITY))

/** Reads and writes at once, as a quick change of another process does. */
const quickChange = async (org: string): Promise<string | undefined> => {
  const loaded = await findAccount(other, org)
  const write = { org, sequence: loaded?.sequence ?? '', reshape: true, gate: { expire: true } }
  return (await writeFunding(other, today, [write])).get(org)?.outcome
}

describe('a change that takes so long that another process always is quicker', () => {
  it('is let go first after a few losses, and holds nobody up when it is written', async () => {
    const org = 'slow'
    await makeFunded(db, org, 'prepaid', '5')
    const quick: (string | undefined)[] = []
    const outcome = await untilWritten(one, org, async () => {
      const loaded = await findAccount(one, org)
      quick.push(await quickChange(org))
      const write = { org, sequence: loaded?.sequence ?? '', reshape: true, gate: { expire: true } }
      const answer = (await writeFunding(one, today, [write])).get(org)
      return answer?.outcome === 'applied' ? { done: answer.outcome } : 'lost'
    })
    expect(outcome).toBe('applied')
    expect(quick).toEqual(['applied', 'applied', 'applied', 'stale'])
    expect(await quickChange(org)).toBe('applied')
  })

  it('is waited for by usage, starts and grants of the other process, which all come about', async () => {
    const org = 'ahead'
    await makeFunded(db, org, 'prepaid', '5')
    const first = await takeTurn(one, org)
    const all = Promise.all([
      charge(machineAt(other), org, { key: 'use', quantity: '1', at }),
      hold(machineAt(other), org, 'start', '1'),
      giveCredit(contextOf(other), org, '1'),
    ])
    expect(first).toBe(true)
    // The turn of a process that says nothing any more ends by itself.
    expect((await all).slice(0, 2)).toEqual(['accepted', 'reserved'])
    expect(await disagreements(ownerSql)).toEqual([])
    expect(await wrongGates(db, [org], today)).toEqual([])
  })
})

describe('an organization that a change under way does not let go', () => {
  it('keeps no connection from others, and what waits is done in the end', async () => {
    await makeFunded(db, 'stuck', 'prepaid', '100')
    await makeFunded(db, 'free-to-go', 'prepaid', '5')
    let letGo = (): void => {}
    const stuck = inTurn(one.$client, 'stuck', () => new Promise<void>((done) => (letGo = done)))
    const desk = machineAt(one)
    const waiting = Array.from({ length: 40 }, (_, place) => {
      if (place % 3 === 0) return charge(desk, 'stuck', { key: `k${place}`, quantity: '1', at })
      return place % 3 === 1 ? hold(desk, 'stuck', `h${place}`, '1') : giveCredit(contextOf(one), 'stuck', '1')
    })
    expect(await charge(desk, 'free-to-go', { key: 'k', quantity: '1', at })).toBe('accepted')
    expect(await hold(desk, 'free-to-go', 'h', '1')).toBe('reserved')
    expect((await checkStart(desk, start('free-to-go'))).remaining).toBe(amount('4.9'))
    // Neither is the gate of the one that is stuck out of force.
    expect((await checkStart(desk, start('stuck'))).remaining).toBe(amount('100'))
    letGo()
    await stuck
    const answers = await Promise.all(waiting)
    expect(answers.filter((answer) => answer === 'accepted')).toHaveLength(14)
    expect(answers.filter((answer) => answer === 'reserved')).toHaveLength(13)
    expect(await booksOf(db, 'stuck')).toMatchObject({
      used: amount('0.7'),
      held: amount('0.65'),
      granted: amount('113'),
    })
    expect(await disagreements(ownerSql)).toEqual([])
    expect(await wrongGates(db, ['stuck', 'free-to-go'], today)).toEqual([])
  })

  it('is refused with a 503 that says when to try again, and nothing of it is written', async () => {
    const org = 'late'
    await makeFunded(db, org, 'prepaid', '5')
    const before = await findAccount(db, org)
    let letGo = (): void => {}
    const stuck = inTurn(one.$client, org, () => new Promise<void>((done) => (letGo = done)))
    limitTurns(20)
    const credit = {
      origin: 'admin',
      asset: 'CHF',
      priority: 0,
      expiresAt: null,
      note: '',
      amount: amount('1'),
    } as const
    const give = () => grantCredit(contextOf(one), org, { ...credit, reference: 'late-grant' })
    const use = () => charge(machineAt(one), org, { key: 'late-use', quantity: '1', at })
    const refusals = await Promise.all([give(), use()].map((asked) => asked.catch((error: unknown) => error)))
    for (const refusal of refusals) {
      const { status, headers } = errorResponse(refusal, 'req_1')
      expect(status).toBe(503)
      expect(headers.get('retry-after')).toBe('2')
    }
    expect(await hold(machineAt(one), org, 'late-start', '1')).toBe('unavailable')
    expect(await findAccount(db, org)).toEqual(before)
    limitTurns(Number.POSITIVE_INFINITY)
    letGo()
    await stuck
    expect([(await give()).outcome, await use(), await hold(machineAt(one), org, 'late-start', '1')]).toEqual([
      'granted',
      'accepted',
      'reserved',
    ])
  })
})
