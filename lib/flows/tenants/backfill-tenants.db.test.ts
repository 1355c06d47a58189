import { describe, expect, it } from 'vitest'
import { listTenants, loadTenantEvents } from '@/db/queries/tenants'
import { at, contextOf, machine, makeOrg, makeTenant, payer, preparePlatform } from '@/db/testing/fixtures'
import { codeOf, rowCounts } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { timelineOf } from '@/lib/core/tenants/timeline'
import { backfillTenants, type LiveTenant } from './backfill-tenants'
import { reportTenant } from './report-tenant'

const { db, ownerSql } = await testDatabase()
await preparePlatform(db)
await makeOrg(db, 'alpha')
await makeOrg(db, 'beta')
const ctx = contextOf(db, machine())

const live = (tenant: string, over: Partial<LiveTenant> = {}): LiveTenant => ({
  org: 'alpha',
  tenant,
  createdAt: at('2026-10-01T08:00:00Z'),
  suspendedAt: null,
  packages: [],
  ...over,
})

const snapshot = [
  live('a-one', { packages: ['ocr', 'chat'] }),
  live('a-two', { suspendedAt: at('2026-10-05T08:00:00Z') }),
  live('b-one', { org: 'beta', packages: ['ocr'] }),
]

describe('a backfill', () => {
  it('mirrors live tenants, and a second run inserts nothing', async () => {
    const fields = ['eventsInserted', 'lifecycleInserted', 'message', 'suspensionEventsInserted', 'tenantsExamined']
    const first = await backfillTenants(ctx, snapshot)
    expect(Object.keys(first).sort()).toEqual(fields)
    expect(first).toMatchObject({
      tenantsExamined: 3,
      lifecycleInserted: 3,
      eventsInserted: 3,
      suspensionEventsInserted: 1,
    })
    const before = await rowCounts(ownerSql)
    const second = await backfillTenants(contextOf(db, machine(), ctx.now.add({ hours: 1 })), snapshot)
    expect(second).toMatchObject({
      tenantsExamined: 3,
      lifecycleInserted: 0,
      eventsInserted: 0,
      suspensionEventsInserted: 0,
    })
    expect(await rowCounts(ownerSql)).toEqual(before)
    const events = await loadTenantEvents(db, 'alpha')
    const tenantTwo = events.filter(({ tenant }) => tenant === 'a-two').map(({ kind, at: when }) => `${kind} ${when}`)
    expect(tenantTwo.sort()).toEqual(['created 2026-10-01T08:00:00Z', 'suspended 2026-10-05T08:00:00Z'])
  })

  it('run by eight at once inserts what one does', async () => {
    const crowd = Array.from({ length: 6 }, (_, index) =>
      live(`crowd-${index}`, { packages: ['ocr'], suspendedAt: index % 2 ? at('2026-10-06T08:00:00Z') : null }),
    )
    const answers = await Promise.all(Array.from({ length: 8 }, () => backfillTenants(ctx, crowd)))
    const total = (field: 'lifecycleInserted' | 'eventsInserted' | 'suspensionEventsInserted') =>
      answers.reduce((sum, answer) => sum + answer[field], 0)
    expect(total('lifecycleInserted')).toBe(6)
    expect(total('eventsInserted')).toBe(6)
    expect(total('suspensionEventsInserted')).toBe(3)
  })

  it('adds what the record lacks, and leaves the record the fold of its events', async () => {
    await makeTenant(db, 'alpha', 'known', '2026-10-02T08:00:00Z', ['mail'])
    await reportTenant(ctx, 'known', { kind: 'suspend', at: at('2026-10-08T08:00:00Z') })
    const answer = await backfillTenants(ctx, [live('known', { packages: ['ocr'] })])
    expect(answer).toMatchObject({ lifecycleInserted: 0, eventsInserted: 2, suspensionEventsInserted: 1 })
    const row = (await listTenants(db, 'alpha')).find(({ tenant }) => tenant === 'known')
    expect(row).toMatchObject({ alive: true, suspended: false, skills: ['ocr'] })
    expect(timelineOf(await loadTenantEvents(db, 'alpha', { tenant: 'known' })).state.skills).toEqual(['ocr'])
  })

  it('with one item that can not be writes none of the others', async () => {
    const before = await rowCounts(ownerSql)
    const bad: [item: LiveTenant, code: string][] = [
      [live('new-two', { org: 'nobody' }), 'unknown_org'],
      [live('b-one'), 'tenant_taken'],
      [live('new-one'), 'invalid_request'],
      [live('new-two', { createdAt: ctx.now.add({ minutes: 6 }) }), 'invalid_timestamp'],
      [live('new-two', { suspendedAt: ctx.now.add({ minutes: 6 }) }), 'invalid_timestamp'],
    ]
    for (const [item, code] of bad) {
      expect(await codeOf(backfillTenants(ctx, [live('new-one'), item]))).toBe(code)
    }
    expect(await codeOf(backfillTenants(contextOf(db, machine('beta')), [live('new-one')]))).toBe('not_found')
    expect(await codeOf(backfillTenants(contextOf(db, payer('alpha')), [live('new-one')]))).toBe('not_found')
    expect(await rowCounts(ownerSql)).toEqual(before)
  })
})
