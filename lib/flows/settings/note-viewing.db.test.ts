import { expect, it } from 'vitest'
import { admin, at, contextOf, makeOrg, payer, preparePlatform } from '@/db/testing/fixtures'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import type { Actor } from '@/lib/core/access/permit'
import { noteViewing } from './note-viewing'

const { db, sql } = await testDatabase()
const viewed = async () =>
  (await sql`select org_id || ' ' || actor as who from audit_log where action = 'org.view' order by sequence`).map(
    ({ who }) => who,
  )
const of = (actor: Actor, time = '2026-11-21T10:10:00Z') => contextOf(db, actor, at(time))
const other: Actor = { ...admin, userId: 'usr_other' } as Actor

it('who of the platform looked at an organization is kept once an hour for each, however many pages are opened', async () => {
  await preparePlatform(db)
  for (const org of ['seen', 'shy']) await makeOrg(db, org)
  await Promise.all(Array.from({ length: 12 }, () => noteViewing(of(admin), 'seen')))
  await noteViewing(of(admin, '2026-11-21T10:59:59Z'), 'seen')
  expect(await viewed()).toEqual(['seen user:usr_admin'])
  await noteViewing(of(admin, '2026-11-21T11:00:00Z'), 'seen')
  await noteViewing(of(admin), 'shy')
  await noteViewing(of(other), 'seen')
  expect(await viewed()).toHaveLength(4)
  const [chain] = await sql`select audit_break() as broken`
  expect(chain?.broken).toBeNull()
})

it('an administrator who belongs to the organization is nobody who looks in, and nobody else may say so', async () => {
  await noteViewing(of({ ...admin, roles: new Map([['shy', 'owner']]) } as Actor, '2026-11-21T12:00:00Z'), 'shy')
  expect(await viewed()).toHaveLength(4)
  expect(await codeOf(noteViewing(of(payer('shy')), 'shy'))).toBe('not_found')
  expect(await codeOf(noteViewing(of(admin), 'no-such-org'))).toBe('not_found')
})
