import { beforeAll, describe, expect, it } from 'vitest'
import {
  at,
  contextOf,
  machine,
  makeOrg,
  makeTenant,
  makeUsage,
  payer,
  preparePlatform,
  today,
  usageEvent,
} from '@/db/testing/fixtures'
import { giveCredit, makeFunded } from '@/db/testing/funds'
import { testDatabase } from '@/db/testing/test-database'
import { switchBiller } from '@/lib/flows/funding/switch-biller'
import { makeSubscribed, preparePlans } from '@/lib/flows/funding/testing/plans'
import { reportTenant } from '@/lib/flows/tenants/report-tenant'
import { takeBackUsage } from '@/lib/flows/usage/change-usage'
import { recordUsageBatch } from '@/lib/flows/usage/record-usage-batch'
import { overviewPage } from './overview-page'
import { usagePage } from './usage-page'

const { db, ownerSql } = await testDatabase()
const ctx = contextOf(db)
const asMachine = contextOf(db, machine())
const use = (org: string, key: string, usedAt: string, quantity = '40') =>
  recordUsageBatch(asMachine, [usageEvent(org, { key, quantity, at: usedAt })])
const seen = (org: string) => overviewPage(contextOf(db, payer(org)), org)
const now = today.toString()
const month = { from: '2026-11-01', to: '2026-11-30', meter: undefined, resource: undefined, page: 1 }

beforeAll(async () => {
  await preparePlatform(db)
  await preparePlans(db, ownerSql, [1000])
})

describe('the first page says that nothing has been used yet', () => {
  it('of an organization of which nothing was ever told, with credit to buy, and a plan to choose until it has one', async () => {
    await makeFunded(db, 'fresh', 'prepaid')
    await giveCredit(ctx, 'fresh', '5.00')
    expect(await seen('fresh')).toMatchObject({ isNew: true, isReady: false })
    await makeFunded(db, 'planless', 'plan_quota')
    expect(await seen('planless')).toMatchObject({ isNew: true, isReady: false })
    await makeSubscribed(db, 'planned', 1000, null)
    expect(await seen('planned')).toMatchObject({ isNew: true, isReady: true })
  })

  it.each<[string, (org: string) => Promise<unknown>]>([
    [
      'waits for funds',
      async (org) => {
        await makeFunded(db, org, 'prepaid')
        await use(org, 'waits', now)
      },
    ],
    [
      'is of a biller that was left, and not paid',
      async (org) => {
        await makeFunded(db, org, 'prepaid')
        await switchBiller(ctx, org, 'invoice', today)
        await use(org, 'former', today.subtract({ hours: 2 }).toString())
      },
    ],
    [
      'was taken back',
      async (org) => {
        await makeFunded(db, org, 'prepaid', '10')
        await use(org, 'wrong', '2026-08-20T10:00:00Z')
        await takeBackUsage(asMachine, { org, key: 'wrong', reason: '' })
      },
    ],
    [
      'is of months ago',
      async (org) => {
        await makeOrg(db, org)
        await makeUsage(db, org, { quantity: '0', at: '2026-08-20T10:00:00Z' })
      },
    ],
    [
      'is of a tenant that is gone',
      async (org) => {
        await makeOrg(db, org)
        await makeTenant(db, org, `${org}-prod`, '2026-08-01T00:00:00Z')
        await reportTenant(asMachine, `${org}-prod`, { kind: 'delete', at: at('2026-08-02T00:00:00Z') })
      },
    ],
  ])('but not if all there was %s', async (what, happen) => {
    const org = what.replaceAll(/[^a-z]+/g, '-')
    await happen(org)
    expect((await seen(org)).isNew).toBe(false)
  })
})

describe('the page of usage', () => {
  it('says what is not paid yet, narrowed as its figures are, until it is paid', async () => {
    await makeFunded(db, 'unpaid', 'prepaid')
    await use('unpaid', 'one', now)
    await use('unpaid', 'two', now, '20')
    const look = (asked: object = {}) => usagePage(ctx, 'unpaid', { ...month, ...asked })
    expect(await look()).toMatchObject({ recorded: false, events: 0, unpaid: { count: 2, amount: '3.00' } })
    expect((await look({ meter: 'doc.units' })).unpaid).toEqual({ count: 2, amount: '3.00' })
    expect((await look({ meter: 'other.meter' })).unpaid).toBeNull()
    expect((await look({ from: '2026-10-01', to: '2026-10-31' })).unpaid).toBeNull()
    await giveCredit(ctx, 'unpaid', '5.00')
    expect(await look()).toMatchObject({ recorded: true, events: 2, total: '3.00', unpaid: null })
  })

  it('shows usage of which all was taken back', async () => {
    await makeFunded(db, 'none-left', 'prepaid', '10')
    await use('none-left', 'wrong', now)
    await takeBackUsage(asMachine, { org: 'none-left', key: 'wrong', reason: '' })
    expect(await usagePage(ctx, 'none-left', month)).toMatchObject({ recorded: true, events: 0, total: '0.00' })
    expect((await usagePage(ctx, 'none-left', { ...month, to: '2026-11-01' })).recorded).toBe(false)
  })
})
