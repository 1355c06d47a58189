import { expect, it } from 'vitest'
import { admin, at, contextOf, makeOrg, payer, preparePlatform } from '@/db/testing/fixtures'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { type Ctx, requirePermission } from '@/lib/context'
import type { Actor, Permission } from '@/lib/core/access/permit'
import { orgOf } from '@/lib/reads/org-of'
import { noteLooks } from './note-looks'

const { db, sql } = await testDatabase()
const viewed = async () =>
  (await sql`select org_id || ' ' || actor as who from audit_log where action = 'org.view' order by sequence`).map(
    ({ who }) => who,
  )
const of = (actor: Actor, time = '2026-11-21T10:10:00Z'): Ctx => ({
  ...contextOf(db, actor, at(time)),
  looks: new Set<string>(),
})
/** Shows something of an org to somebody, as pages and routes do. */
const look = async (ctx: Ctx, org: string): Promise<void> => {
  await orgOf(ctx, org)
  await noteLooks(ctx)
}
const other: Actor = { ...admin, userId: 'usr_other' } as Actor

it('who of the platform was shown an organization is kept once an hour for each, however many pages are opened', async () => {
  await preparePlatform(db)
  for (const org of ['seen', 'shy']) await makeOrg(db, org)
  await Promise.all(Array.from({ length: 12 }, () => look(of(admin), 'seen')))
  await look(of(admin, '2026-11-21T10:59:59Z'), 'seen')
  expect(await viewed()).toEqual(['seen user:usr_admin'])
  await look(of(admin, '2026-11-21T11:00:00Z'), 'seen')
  await look(of(admin), 'shy')
  await look(of(other), 'seen')
  expect(await viewed()).toHaveLength(4)
  const [chain] = await sql`select audit_break() as broken`
  expect(chain?.broken).toBeNull()
})

it('an administrator who belongs to the organization is nobody who looks in, nor is a customer, nor who is shown nothing', async () => {
  await look(of({ ...admin, roles: new Map([['shy', 'owner']]) } as Actor, '2026-11-21T12:00:00Z'), 'shy')
  await look(of(payer('shy'), '2026-11-21T12:00:00Z'), 'shy')
  expect(await codeOf(look(of(admin, '2026-11-21T12:00:00Z'), 'no-such-org'))).toBe('not_found')
  expect(await codeOf(look(of(payer('shy')), 'seen'))).toBe('not_found')
  expect(await viewed()).toHaveLength(4)
})

it.each<[Permission, string | undefined, boolean]>([
  ['org:read', 'seen', true],
  ['usage:read', 'seen', true],
  ['usage:read', undefined, false],
  ['platform:admin', undefined, false],
  ['org:pay', 'seen', false],
])('what is asked for with %s of %s is a look at a customer: %j', (permission, org, isLook) => {
  const ctx = of(admin)
  requirePermission(ctx, permission, org)
  expect([...(ctx.looks ?? [])]).toEqual(isLook ? ['seen'] : [])
})
