import { beforeAll, describe, expect, it } from 'vitest'
import { findGate } from '@/db/queries/gates'
import { contextOf, preparePlatform, today } from '@/db/testing/fixtures'
import { amount, giveCredit, makeFunded, start } from '@/db/testing/funds'
import { testDatabase } from '@/db/testing/test-database'
import { checkStart } from '@/lib/flows/gate/check-start'
import { size } from '@/lib/testing/size'
import { charge, machineAt } from './testing/charging'
import { openDesks } from './testing/desks'
import { disagreements, wrongGates } from './testing/disagreements'

const { url, db, ownerSql } = await testDatabase()
/** Of one connection: what it read is known as soon as it says so. */
const [desk = db] = openDesks(url, 1, 1)
const at = today.toString()

beforeAll(() => preparePlatform(db))

describe('an organization that owes for a lot of usage', () => {
  const org = 'owes'
  const debts = size(5000, 1500)
  /** The first look at debts, what else is looked up by key, and what a refusal counts of what waits. */
  const fewRows = 780

  /** Rows of waiting usage that the database fetches for something that the one connection does. */
  const rowsReadBy = async (work: () => Promise<unknown>): Promise<number> => {
    const read = async (): Promise<number> => {
      await desk.$client`select pg_stat_force_next_flush()`
      const [row] = await desk.$client<{ read: number }[]>`
        select (seq_tup_read + coalesce(idx_tup_fetch, 0))::int as read
          from pg_stat_user_tables where relname = 'unfunded_usage'`
      return row?.read ?? -1
    }
    const before = await read()
    await work()
    return (await read()) - before
  }

  const waiting = async (): Promise<number> => {
    const [row] = await desk.$client<{ count: number }[]>`
      select count(*)::int as count from unfunded_usage where org_id = ${org} and charged_at is null`
    return row?.count ?? -1
  }

  const use = (key: string) => () => charge(machineAt(desk), org, { key, quantity: '1', at })
  const ask = () => checkStart(machineAt(desk), start(org)).catch(() => {})
  const give = (much: string) => () => giveCredit(contextOf(desk), org, much)
  const outOfForce = () =>
    ownerSql`update org_gates set valid_until = ${today.subtract({ hours: 1 }).toString()} where org_id = ${org}`

  it('is charged, checked and given a little credit with a look at the oldest alone', async () => {
    await makeFunded(desk, org, 'prepaid')
    await Promise.all(Array.from({ length: debts }, (_, place) => use(`d${place}`)()))
    await ownerSql.unsafe('analyze unfunded_usage')
    expect(await waiting()).toBe(debts)
    expect(await rowsReadBy(use('new'))).toBeLessThan(20)
    expect(await rowsReadBy(ask)).toBeLessThan(520)
    await outOfForce()
    expect(await rowsReadBy(ask)).toBeLessThan(fewRows)
    expect(await rowsReadBy(give('0.5'))).toBeLessThan(fewRows + 20)
    expect(await waiting()).toBe(debts + 1 - 10)
    expect(await wrongGates(desk, [org], today)).toEqual([])
  })

  it('keeps new usage behind what waits without paying that first', async () => {
    await outOfForce()
    expect(await rowsReadBy(use('newer'))).toBeLessThan(20)
    expect((await findGate(desk, org, today))?.state).toBe('stale')
    expect(await waiting()).toBe(debts + 2 - 10)
  })

  it('pays all of it when there is enough, the oldest first, before the gate opens', async () => {
    await give('1000')()
    expect(await waiting()).toBe(0)
    const [row] = await ownerSql<{ events: number }[]>`
      select count(*)::int as events from usage_events where org_id = ${org}`
    expect(row?.events).toBe(debts + 2)
    const { remaining } = await checkStart(machineAt(desk), start(org))
    expect(remaining).toBe(amount('1000.5') - amount('0.05') * BigInt(debts + 2))
    expect(await disagreements(ownerSql)).toEqual([])
    expect(await wrongGates(desk, [org], today)).toEqual([])
  })
})
