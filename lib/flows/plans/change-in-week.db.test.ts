import { beforeAll, describe, expect, it } from 'vitest'
import { contextOf, machine, preparePlatform, today, usageEvent } from '@/db/testing/fixtures'
import { testDatabase } from '@/db/testing/test-database'
import { lookForAlerts } from '@/lib/flows/alerts/look-for-alerts'
import { disagreements, wrongGates } from '@/lib/flows/funding/testing/disagreements'
import { makeSubscribed, preparePlans } from '@/lib/flows/funding/testing/plans'
import { recordUsageBatch } from '@/lib/flows/usage/record-usage-batch'
import { putOnPlan } from './put-on-plan'

const { db, ownerSql } = await testDatabase()

beforeAll(async () => {
  await preparePlatform(db)
  await preparePlans(db, ownerSql, [100, 200, 1_000])
})

let looks = 0

const open = async (org: string, quota: number, extras: string | null = null) => {
  await makeSubscribed(db, org, quota, extras)
  const move = (to: number) =>
    putOnPlan(contextOf(db), org, { plan: `week-${to}`, version: 1, billed: 'monthly' as const })
  const use = async (units: number) => {
    const event = usageEvent(org, { quantity: String(units), at: today.toString() })
    return (await recordUsageBatch(contextOf(db, machine()), [event])).results[0]?.outcome
  }
  const weeks = () => ownerSql<{ plan: string; quota: number; used: number; current: boolean }[]>`
    select plan, quota::float, used::float, archived_at is null as current from quota_weeks
     where org_id = ${org} order by opened_at`
  /** What was told: by call to a cell, and by e-mail. */
  const told = async () => {
    looks += 1
    await lookForAlerts(contextOf(db, undefined, today.add({ seconds: looks })), () => expect.unreachable())
    const notices = await ownerSql<{ percent: number }[]>`
      select percent from quota_notices where org_id = ${org} order by crossed_at, percent`
    const mails = await ownerSql`select alert_key from alerts where org_id = ${org} and kind = 'quota'`
    const calls = await ownerSql`select reference from outbox where org_id = ${org} and kind = 'quota_notice'`
    expect([mails.length, calls.length]).toEqual([notices.length, notices.length])
    return notices.map(({ percent }) => percent)
  }
  const order = async () => {
    expect(await disagreements(ownerSql)).toEqual([])
    expect(await wrongGates(db, [org], today)).toEqual([])
  }
  return { move, use, weeks, told, order }
}

describe('a plan that changes within a week', () => {
  it('carries on what was used, and gives the rest of the new quota', async () => {
    const { move, use, weeks, order } = await open('upgraded', 100)
    expect(await use(70)).toBe('accepted')
    expect(await move(1_000)).toBe(true)
    expect(await weeks()).toEqual([{ plan: 'week-1000', quota: 1_000, used: 70, current: true }])
    expect(await use(930)).toBe('accepted')
    expect(await use(1)).toBe('refused')
    await order()
  })

  it('notifies of each threshold once, also up and down again', async () => {
    const { move, use, told, order } = await open('to-and-fro', 100)
    await use(85)
    expect(await told()).toEqual([80])
    await move(1_000)
    await move(100)
    expect(await told()).toEqual([80])
    await use(5)
    await move(200)
    await use(80)
    expect(await told()).toEqual([80])
    await use(30)
    expect(await told()).toEqual([80, 100])
    await move(1_000)
    await use(800)
    await move(200)
    expect(await told()).toEqual([80, 100])
    await order()
  })

  it('to a smaller one notifies of what is reached by it, and never overdraws', async () => {
    const { move, use, weeks, told, order } = await open('downgraded', 1_000)
    await use(170)
    expect(await told()).toEqual([])
    await move(200)
    expect(await told()).toEqual([80])
    await move(100)
    expect(await weeks()).toEqual([{ plan: 'week-100', quota: 170, used: 170, current: true }])
    expect(await told()).toEqual([80, 100])
    expect(await use(1)).toBe('refused')
    // What was refused is paid first by what the larger one brings.
    await move(200)
    expect(await weeks()).toEqual([{ plan: 'week-200', quota: 200, used: 171, current: true }])
    expect(await use(29)).toBe('accepted')
    await order()
  })

  it('while it is used counts every unit once, in one week', async () => {
    const { move, use, weeks, told, order } = await open('raced', 1_000, '1000')
    const uses = Array.from({ length: 40 }, () => use(3))
    const moves = [200, 1_000, 100, 1_000, 200].map((to) => move(to))
    await Promise.all([...uses, ...moves])
    const found = await weeks()
    expect(found).toHaveLength(1)
    expect((await told()).length).toBeLessThanOrEqual(2)
    await order()
  })
})
