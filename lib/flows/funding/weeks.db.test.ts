import { beforeAll, describe, expect, it } from 'vitest'
import { contextOf, preparePlatform, today } from '@/db/testing/fixtures'
import { testDatabase } from '@/db/testing/test-database'
import { resetWeek } from '@/lib/flows/plans/reset-week'
import { size } from '@/lib/testing/size'
import { charge, hold, machineAt } from './testing/charging'
import { byClients, openDesks, tally } from './testing/desks'
import { disagreements, wrongGates } from './testing/disagreements'
import { makeSubscribed, planStartedAt, preparePlans } from './testing/plans'

const { url, db, ownerSql } = await testDatabase()
const ctx = contextOf(db)
const desks = openDesks(url, 2, 8)
const deskOf = (place: number) => machineAt(desks[place % desks.length] ?? db)
const now = today.toString()
const use = (org: string, key: string, place: number, quantity: string, reservation?: string) =>
  charge(deskOf(place), org, { key, quantity, at: now, ...(reservation ? { reservation } : {}) })

beforeAll(async () => {
  await preparePlatform(db)
  await preparePlans(db, ownerSql, [3, 100, 10_000])
})

/** Weeks with what their meters say, and how many events drew on each. */
const weeksOf = (org: string) => ownerSql<{ week: string; current: boolean; counted: number; drew: number }[]>`
  select w.week_id as week, w.archived_at is null as current,
         coalesce((select sum(m.events)::int from quota_week_meters m
           where m.org_id = w.org_id and m.week_id = w.week_id), 0) as counted,
         (select count(*)::int from usage_events e where e.org_id = w.org_id and (e.paid_by = 'week:' || w.week_id
             or e.parts @> jsonb_build_array(jsonb_build_object('source', 'week:' || w.week_id)))) as drew
    from quota_weeks w where w.org_id = ${org} order by w.opened_at, w.week_id`

const expectAgreement = async (orgs: readonly string[]) => {
  expect(await disagreements(ownerSql)).toEqual([])
  expect(await wrongGates(db, orgs, today)).toEqual([])
}

describe('a week that is reset while usage comes in, over and over', () => {
  const orgs = Array.from({ length: 20 }, (_, place) => `racing-${place}`)
  const turns = size(50)
  /** Every fourth org has a quota that overflows into extras, so that events are split between the two. */
  const quotaOf = (place: number) => (place % 4 === 0 ? 3 : 10_000)

  beforeAll(async () => {
    for (const [place, org] of orgs.entries()) await makeSubscribed(db, org, quotaOf(place), '100000')
  })

  const race = async (org: string, turn: number): Promise<readonly string[]> => {
    const startedAt = planStartedAt.add({ minutes: turn + 1 })
    const answers = await Promise.all([
      use(org, `${turn}-a`, turn, '1.5'),
      use(org, `${turn}-b`, turn + 1, '1'),
      resetWeek(ctx, org, startedAt).then((turned) => (turned ? 'turned' : 'not turned')),
      use(org, `${turn}-c`, turn, '0.75'),
      use(org, `${turn}-a`, turn + 1, '1.5'),
      resetWeek(ctx, org, startedAt).then((turned) => (turned ? 'turned' : 'not turned')),
    ])
    return answers
  }

  it('counts every event once, in exactly one week, and turns once for each period', async () => {
    const jobs = Array.from({ length: turns }, (_, turn) => orgs.map((org) => () => race(org, turn))).flat()
    const answers = await byClients(6, jobs)
    const runs = orgs.length * turns
    expect(tally(answers.flat())).toEqual({ accepted: 3 * runs, repeated: runs, turned: runs, 'not turned': runs })
    for (const org of orgs) {
      const weeks = await weeksOf(org)
      expect(weeks).toHaveLength(turns + 1)
      expect(weeks.filter(({ current }) => current)).toHaveLength(1)
      for (const { week, counted, drew } of weeks) expect([week, counted]).toEqual([week, drew])
    }
    await expectAgreement(orgs)
  })

  it('leaves a hold of an archived week with that week: settled it is used there, else it goes back there', async () => {
    const org = orgs[1] ?? ''
    expect(await hold(deskOf(0), org, 'over', '7')).toBe('reserved')
    const [before] = await ownerSql<{ week: string }[]>`
      select week_id as week from quota_weeks where org_id = ${org} and archived_at is null`
    expect(await resetWeek(ctx, org, planStartedAt.add({ minutes: turns + 1 }))).toBe(true)
    expect(await use(org, 'settled', 0, '5', 'over')).toBe('accepted')
    const [event] = await ownerSql<{ by: string }[]>`
      select paid_by as by from usage_events where org_id = ${org} and idempotency_key = 'settled'`
    expect(event?.by).toBe(`week:${before?.week}`)
    await expectAgreement(orgs)
  })
})

describe('the notices of a quota', () => {
  const orgs = ['told-0', 'told-1', 'told-2', 'told-3']
  const weeks = 4

  /** Thirty-two writers, a third of them through reservations, until the quota of 100 is used up and more. */
  const drain = (org: string, week: number) => {
    const jobs = Array.from({ length: 96 }, (_, place) => async () => {
      const key = `${week}-${place}`
      const reserved = place % 3 === 0 ? await hold(deskOf(place), org, `r${key}`, '1.25') : ''
      return use(org, key, place, '1.25', reserved === 'reserved' ? `r${key}` : undefined)
    })
    return byClients(32, jobs)
  }

  it('are sent once at 80 % and once at 100 %, in every week that reaches them, by however many writers', async () => {
    for (const org of orgs) await makeSubscribed(db, org, 100, null)
    for (let week = 0; week < weeks; week += 1) {
      if (week > 0) for (const org of orgs) await resetWeek(ctx, org, planStartedAt.add({ hours: week }))
      const answers = await Promise.all(orgs.map((org) => drain(org, week)))
      // What could not be paid in a week is paid first in the next one.
      const waited = 16 * week
      for (const each of answers) expect(tally(each)).toEqual({ accepted: 80 - waited, payment_required: 16 + waited })
    }
    const notices = await ownerSql<{ org: string; week: string; percents: number[] }[]>`
      select org_id as org, week_id as week, array_agg(percent order by percent)::text as percents
        from quota_notices where org_id like 'told-%' group by 1, 2`
    expect(notices.map(({ percents }) => `${percents}`)).toEqual(Array(orgs.length * weeks).fill('{80,100}'))
    const sent = await ownerSql<{ reference: string }[]>`
      select reference from outbox where kind = 'quota_notice' and org_id like 'told-%' order by 1`
    const expected = notices.flatMap(({ week }) => [`${week}:100`, `${week}:80`])
    expect(sent.map(({ reference }) => reference)).toEqual(expected.sort())
    await expectAgreement(orgs)
  })

  it('are not sent for a week that stays below, and a hold alone sends none', async () => {
    await makeSubscribed(db, 'below', 100, null)
    expect(await use('below', 'most', 0, '79.99999999998')).toBe('accepted')
    expect(await hold(deskOf(0), 'below', 'rest', '20')).toBe('reserved')
    expect([...(await ownerSql`select 1 from quota_notices where org_id = 'below'`)]).toEqual([])
    expect(await use('below', 'least', 0, '0.00000000002')).toBe('accepted')
    const told = await ownerSql`select percent from quota_notices where org_id = 'below'`
    expect(told.map(({ percent }) => percent)).toEqual([80])
  })
})
