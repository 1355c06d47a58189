import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, it } from 'vitest'
import { listTenants, loadTenantEvents } from '@/db/queries/tenants'
import { at, contextOf, machine, makeOrg, preparePlatform } from '@/db/testing/fixtures'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import type { TenantChange } from '@/lib/core/tenants/change'
import { timelineOf } from '@/lib/core/tenants/timeline'
import { changeTenant } from './change-tenant'

const { db, ownerSql } = await testDatabase()
await preparePlatform(db)
await makeOrg(db, 'fold')
const ctx = contextOf(db, machine())

const start = at('2026-10-01T00:00:00Z')
const moment = fc
  .integer({ min: 0, max: 5_000_000 })
  .map((steps) => start.add({ microseconds: steps * 300, nanoseconds: steps % 1_000 }))
const packages = fc.subarray(['ocr', 'chat', 'mail'])
const change: fc.Arbitrary<TenantChange> = fc.oneof(
  fc.record({ kind: fc.constant('create' as const), at: moment, packages }),
  fc.record({ kind: fc.constant('packages' as const), at: moment, packages }),
  fc.record({ kind: fc.constantFrom('suspend' as const, 'resume' as const, 'delete' as const), at: moment }),
  fc.record({
    kind: fc.constant('mirror' as const),
    at: fc.constant(start.add({ hours: 2 })),
    createdAt: moment,
    deletedAt: fc.option(moment, { freq: 1 }),
    suspended: fc.boolean(),
    suspendedAt: fc.option(moment),
    packages,
  }),
)

it('the tenants as they are now are the fold of their events, after any sequence of reports', async () => {
  let run = 0
  const applied = new Set<string>()
  const property = fc.asyncProperty(
    fc.array(change, { minLength: 1, maxLength: 12 }),
    fc.constantFrom('at once', 'as they come', 'in time'),
    async (changes, order) => {
      run += 1
      const tenant = `fold-${run}`
      const send = async (each: TenantChange) => applied.add(await codeOf(changeTenant(ctx, 'fold', tenant, each)))
      const sorted = order === 'in time' ? [...changes].sort((a, b) => Temporal.Instant.compare(a.at, b.at)) : changes
      if (order === 'at once') await Promise.all(sorted.map(send))
      else for (const each of sorted) await send(each)
      const row = (await listTenants(db, 'fold')).find((each) => each.tenant === tenant)
      const events = await loadTenantEvents(db, 'fold', { tenant })
      expect(row === undefined).toBe(events.length === 0)
      if (row)
        expect({ alive: row.alive, suspended: row.suspended, skills: row.skills }).toEqual(timelineOf(events).state)
    },
  )
  await fc.assert(property, { numRuns: 150 })
  expect(applied).toEqual(new Set(['ok', 'unknown_tenant', 'tenant_deleted', 'out_of_order']))
})

it('no two facts of an org have the same place in its order', async () => {
  const doubled = await ownerSql`
    select sequence from (
      select sequence from tenant_billing_lifecycle where org_id = 'fold'
      union all select sequence from tenant_skill_events where org_id = 'fold'
      union all select sequence from tenant_suspension_events where org_id = 'fold') each
     group by sequence having count(*) > 1`
  expect([...doubled]).toEqual([])
})
