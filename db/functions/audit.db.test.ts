import { beforeEach, describe, expect, it } from 'vitest'
import { findAuditBreak, listAudit } from '@/db/queries/platform'
import { config, contextOf, preparePlatform, prices, sellerParty } from '@/db/testing/fixtures'
import { testDatabase } from '@/db/testing/test-database'
import { createApiKey, revokeApiKey } from '@/lib/flows/settings/api-keys'
import { createOrg } from '@/lib/flows/settings/create-org'
import { publishPrices } from '@/lib/flows/settings/publish-prices'
import { saveOrg } from '@/lib/flows/settings/save-org'
import { saveSeller } from '@/lib/flows/settings/save-seller'

const { db, ownerSql } = await testDatabase()
const ctx = contextOf(db)

/** What one administrator does to one org: six entries of the chain. */
const administrate = async (name: string): Promise<void> => {
  await createOrg(ctx, name, `Org ${name}`, config)
  await saveOrg(ctx, name, 'Renamed, "quoted" – ü 🙂', 1, config)
  const { keyId } = await createApiKey(ctx, { name, scopes: ['usage:write'], org: name })
  await revokeApiKey(ctx, keyId)
  await publishPrices(ctx, { book: `book-${name}`, currency: 'CHF', expected: 0, prices })
  await saveSeller(ctx, { ...sellerParty, name })
}

const length = async (): Promise<number> => {
  const [row] = await ownerSql<{ length: number }[]>`select count(*)::int as length from audit_log`
  return row?.length ?? -1
}

it('an audit chain with no entry holds', async () => {
  expect(await length()).toBe(0)
  expect(await findAuditBreak(db)).toBeNull()
})

it('the audit chain holds after sixteen administrators at once, with every change in it', async () => {
  await preparePlatform(db)
  await Promise.all(Array.from({ length: 16 }, (_, index) => administrate(`admin-${index}`)))
  expect(await length()).toBe(2 + 16 * 6)
  expect(await findAuditBreak(db)).toBeNull()
  const entries = await listAudit(db, { org: 'admin-3', most: 100 })
  expect(entries.map(({ action }) => action).sort()).toEqual(['api_key.create', 'org.create', 'org.save'])
})

describe('the audit chain shows', () => {
  beforeEach(async () => {
    await ownerSql`create table if not exists kept_log as table audit_log`
    await ownerSql`create table if not exists kept_head as table audit_head`
    await ownerSql.begin(async (sql) => {
      await sql`truncate audit_log`
      await sql`insert into audit_log table kept_log`
      await sql`truncate audit_head`
      await sql`insert into audit_head table kept_head`
    })
    expect(await findAuditBreak(db)).toBeNull()
  })

  const columns = ['actor', 'action', 'org_id', 'subject', 'before', 'after', 'previous_hash', 'hash']
  it.each(columns)('an edit of %s', async (column) => {
    await ownerSql`update audit_log set ${ownerSql(column)} = ${ownerSql(column)} || 'x' where sequence = 40`
    expect(await findAuditBreak(db)).toBe(40n)
  })

  it('an edit of the time by a microsecond', async () => {
    await ownerSql`update audit_log set at = at + interval '1 microsecond' where sequence = 40`
    expect(await findAuditBreak(db)).toBe(40n)
  })

  it('text moved from one field to the next', async () => {
    await ownerSql`update audit_log set actor = actor || left(action, 1), action = substr(action, 2) where sequence = 40`
    expect(await findAuditBreak(db)).toBe(40n)
  })

  it('an edit whose own hash was made to fit', async () => {
    await ownerSql`update audit_log set actor = 'user:nobody' where sequence = 40`
    await ownerSql`
      update audit_log set hash = audit_hash(previous_hash, sequence, entry_id, at, actor, action, org_id, subject, before, after)
       where sequence = 40`
    expect(await findAuditBreak(db)).toBe(41n)
  })

  it.each([1, 40])('a deleted entry: %i', async (sequence) => {
    await ownerSql`delete from audit_log where sequence = ${sequence}`
    expect(await findAuditBreak(db)).toBe(BigInt(sequence + 1))
  })

  it('two entries that changed places', async () => {
    await ownerSql`update audit_log set sequence = -1 where sequence = 40`
    await ownerSql`update audit_log set sequence = 40 where sequence = 41`
    await ownerSql`update audit_log set sequence = 41 where sequence = -1`
    expect(await findAuditBreak(db)).toBe(40n)
  })

  it('an entry put in', async () => {
    await ownerSql`
      insert into audit_log select (sequence + 1000), 'aud_put_in', at, actor, action, org_id, subject, before, after, hash, 'made up'
        from audit_log order by sequence desc limit 1`
    expect(await findAuditBreak(db)).not.toBeNull()
  })

  it.each([1, 5, 98])('a tail of %i that was cut off', async (entries) => {
    await ownerSql`delete from audit_log where sequence > 98 - ${entries}::int`
    expect(await findAuditBreak(db)).toBe(98n)
  })
})
