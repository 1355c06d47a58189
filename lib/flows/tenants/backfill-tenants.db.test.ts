import { describe, expect, it } from 'vitest'
import { listTenants, loadTenantEvents } from '@/db/queries/tenants'
import { at, contextOf, machine, makeOrg, makeTenant, payer, preparePlatform } from '@/db/testing/fixtures'
import { codeOf, rowCounts } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import type { LiveTenant } from '@/lib/core/tenants/live-tenant'
import { timelineOf } from '@/lib/core/tenants/timeline'
import { backfillTenants } from './backfill-tenants'
import { reportTenant } from './report-tenant'

const { db, ownerSql } = await testDatabase()
await preparePlatform(db)
await makeOrg(db, 'alpha')
await makeOrg(db, 'beta')
const ctx = contextOf(db, machine())

const live = (name: string, over: Partial<LiveTenant> = {}): LiveTenant => ({
  org: 'alpha',
  namespace: '',
  name,
  createdAt: at('2026-10-01T08:00:00Z'),
  deletedAt: null,
  suspended: (over.suspendedAt ?? null) !== null,
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
    const first = await backfillTenants(ctx, snapshot)
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

  it('reports each item that cannot be recorded by name, and records the others', async () => {
    const bad: [item: LiveTenant, code: string][] = [
      [live('bad-org', { org: 'nobody' }), 'unknown_org'],
      [live('b-one'), 'tenant_taken'],
      [live('bad-future', { createdAt: ctx.now.add({ minutes: 6 }) }), 'invalid_timestamp'],
      [live('bad-suspended', { suspendedAt: ctx.now.add({ minutes: 6 }) }), 'invalid_timestamp'],
      [live('bad-end', { deletedAt: at('2026-09-30T08:00:00Z') }), 'invalid_timestamp'],
      [live('good-one'), 'invalid_request'],
    ]
    const unread = { label: 'items[7]', code: 'invalid_request', sentence: 'metadata: is needed' } as const
    const items = [live('good-one'), ...bad.map(([item]) => item), unread, live('good-two')]
    const answer = await backfillTenants(ctx, items)
    expect(answer).toMatchObject({ tenantsExamined: 9, lifecycleInserted: 2 })
    const skipped = answer.skipped.map(({ label, code }) => [label, code]).sort()
    expect(skipped).toEqual([...bad.map(([{ name }, code]) => [name, code]), ['items[7]', 'invalid_request']].sort())
    for (const { sentence } of answer.skipped) expect(sentence.length).toBeGreaterThan(10)
  })

  it('is answered to a caller who may see none of it as if there were nothing', async () => {
    const before = await rowCounts(ownerSql)
    expect(await codeOf(backfillTenants(contextOf(db, machine('beta')), [live('new-one')]))).toBe('not_found')
    expect(await codeOf(backfillTenants(contextOf(db, payer('alpha')), [live('new-one')]))).toBe('not_found')
    expect(await rowCounts(ownerSql)).toEqual(before)
    const mixed = [live('beta-new', { org: 'beta' }), live('new-one'), live('new-two', { org: 'nobody' })]
    const answer = await backfillTenants(contextOf(db, machine('beta')), mixed)
    expect(answer.skipped.map(({ code, sentence }) => [code, sentence])).toEqual([
      ['unknown_org', 'There is no organization alpha.'],
      ['unknown_org', 'There is no organization nobody.'],
    ])
    expect(answer.lifecycleInserted).toBe(1)
    expect(new Set(answer.notListed.map(({ org }) => org))).toEqual(new Set(['beta']))
  })

  it('says in a dry run what it would do, and writes nothing', async () => {
    const items = [
      live('dry-one', { packages: ['ocr'], suspended: true }),
      live('dry-gone', { deletedAt: at('2026-10-09T00:00:00Z') }),
      live('b-one'),
    ]
    const before = await rowCounts(ownerSql)
    const dry = await backfillTenants(ctx, items, true)
    expect(await rowCounts(ownerSql)).toEqual(before)
    const { dryRun, ...would } = dry
    expect(dryRun).toBe(true)
    const { dryRun: isDry, ...did } = await backfillTenants(ctx, items)
    expect(isDry).toBe(false)
    const inNames = (changes: typeof did) => JSON.parse(JSON.stringify(changes)) as unknown
    expect(inNames({ ...would, notListed: [] })).toEqual(inNames({ ...did, notListed: [] }))
    expect(did).toMatchObject({ lifecycleInserted: 3, eventsInserted: 1, suspensionEventsInserted: 1 })
    expect(await backfillTenants(ctx, items)).toMatchObject({ changes: [] })
  })

  it('keeps two namespaces apart, knows a tenant by the bare name it is on record by, and ends what is ending', async () => {
    await makeTenant(db, 'alpha', 'prod', '2026-10-02T08:00:00Z', ['ocr'])
    const items = [
      live('prod', { namespace: 'team-a', createdAt: at('2026-10-02T07:59:00Z'), packages: ['ocr'] }),
      live('prod', { namespace: 'team-b', org: 'beta' }),
      live('gone', { namespace: 'team-a', deletedAt: at('2026-10-10T00:00:00Z') }),
    ]
    const answer = await backfillTenants(ctx, items)
    expect(answer.changes.map(({ tenant, org, recorded }) => [tenant, org, recorded.map(({ kind }) => kind)])).toEqual([
      ['team-b/prod', 'beta', ['created']],
      ['team-a/gone', 'alpha', ['created', 'deleted']],
    ])
    expect((await listTenants(db, 'alpha')).filter(({ tenant }) => tenant.endsWith('prod'))).toHaveLength(1)
    expect(await backfillTenants(ctx, items)).toMatchObject({ changes: [], skipped: [] })
    await reportTenant(ctx, 'team-b/prod', { kind: 'delete', at: at('2026-10-20T08:00:00Z') })
    expect(await backfillTenants(ctx, items)).toMatchObject({ changes: [], skipped: [] })
  })

  it('reports who is recorded living and is not in the list', async () => {
    await makeTenant(db, 'alpha', 'forgotten', '2026-10-02T08:00:00Z', [])
    const names = async (items: LiveTenant[]) =>
      (await backfillTenants(ctx, items)).notListed.map(({ tenant }) => tenant)
    expect(await names([])).toContain('forgotten')
    expect(await names([live('forgotten')])).not.toContain('forgotten')
    expect(await names([live('forgotten', { namespace: 'x' })])).not.toContain('forgotten')
    expect(await names([])).not.toContain('team-a/gone')
  })
})
