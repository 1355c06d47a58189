import { afterEach, expect, it, vi } from 'vitest'
import { contextOf, makeOrg, preparePlatform } from '@/db/testing/fixtures'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { beginDraining } from '@/lib/platform/draining'
import { health } from './health'

const { db, ownerSql } = await testDatabase()
await preparePlatform(db)
const ctx = contextOf(db)
const fine = { status: 'ok', database: 'reachable', migrations: 'current', pending: [], role: 'right', storage: 'free' }

afterEach(() => vi.useRealTimers())

it('a database without space refuses what is written with 503, and health says so until it has space again', async () => {
  expect(await health(ctx)).toEqual(fine)
  await ownerSql.unsafe(`
    create function no_space() returns trigger language plpgsql as $$
    begin raise exception 'could not extend file "base/1": No space left on device' using errcode = 'disk_full'; end $$;
    create trigger no_space before insert on orgs for each statement execute function no_space()`)
  vi.useFakeTimers({ toFake: ['performance'], now: performance.now() })
  expect(await codeOf(makeOrg(db, 'late'))).toBe('unavailable')
  expect(await health(ctx)).toEqual({ ...fine, status: 'unavailable', storage: 'full' })
  await ownerSql.unsafe('drop trigger no_space on orgs')
  await makeOrg(db, 'late')
  vi.advanceTimersByTime(60_000)
  expect(await health(ctx)).toEqual(fine)
})

it('a process that ends says so while it still answers', async () => {
  beginDraining()
  expect(await health(ctx)).toMatchObject({ status: 'ending', database: 'reachable' })
})
