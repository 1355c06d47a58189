import { beforeEach, describe, expect, it } from 'vitest'
import { verifyAudit } from '@/db/commands/verify-audit'
import { findAuditCheck } from '@/db/queries/audit-check'
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

/** Verifies some entries at a time until all have been verified again, as the job does in rounds. */
const verifyAll = async () => {
  for (let verified = 0; verified < 2 * 110; verified += 17) await verifyAudit(db, 17, ctx.now)
  return findAuditCheck(db)
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

/** The chain as it was at first, verified once. */
const restore = async (): Promise<void> => {
  await ownerSql`create table if not exists kept_log as table audit_log`
  await ownerSql`create table if not exists kept_head as table audit_head`
  await ownerSql.begin(async (sql) => {
    await sql`truncate audit_log`
    await sql`insert into audit_log table kept_log`
    await sql`truncate audit_head`
    await sql`insert into audit_head table kept_head`
  })
  await ownerSql`update audit_checks set sequence = 0, hash = '', again_sequence = 0, again_hash = '', broken_at = null`
  expect(await findAuditBreak(db)).toBeNull()
  expect(await verifyAll()).toMatchObject({ verified: 98n, brokenAt: null })
}

describe('the audit chain shows', () => {
  beforeEach(restore)

  /** What a look at the whole chain finds is found too by one that verified it before, a few entries at a time. */
  const breaksAt = async (sequence: bigint): Promise<void> => {
    expect(await findAuditBreak(db)).toBe(sequence)
    expect((await verifyAll()).brokenAt).toBe(sequence)
  }

  const columns = ['actor', 'action', 'org_id', 'subject', 'before', 'after', 'previous_hash', 'hash']
  it.each(columns)('an edit of %s', async (column) => {
    await ownerSql`update audit_log set ${ownerSql(column)} = ${ownerSql(column)} || 'x' where sequence = 40`
    await breaksAt(40n)
  })

  it('an edit of the time by a microsecond', async () => {
    await ownerSql`update audit_log set at = at + interval '1 microsecond' where sequence = 40`
    await breaksAt(40n)
  })

  it('text moved from one field to the next', async () => {
    await ownerSql`update audit_log set actor = actor || left(action, 1), action = substr(action, 2) where sequence = 40`
    await breaksAt(40n)
  })

  it('an edit whose own hash was made to fit', async () => {
    await ownerSql`update audit_log set actor = 'user:nobody' where sequence = 40`
    await ownerSql`
      update audit_log set hash = audit_hash(previous_hash, sequence, entry_id, at, actor, action, org_id, subject, before, after)
       where sequence = 40`
    await breaksAt(41n)
  })

  it.each([1, 40])('a deleted entry: %i', async (sequence) => {
    await ownerSql`delete from audit_log where sequence = ${sequence}`
    await breaksAt(BigInt(sequence + 1))
  })

  it('two entries that changed places', async () => {
    await ownerSql`update audit_log set sequence = -1 where sequence = 40`
    await ownerSql`update audit_log set sequence = 40 where sequence = 41`
    await ownerSql`update audit_log set sequence = 41 where sequence = -1`
    await breaksAt(40n)
  })

  it('an entry put in', async () => {
    await ownerSql`
      insert into audit_log select (sequence + 1000), 'aud_put_in', at, actor, action, org_id, subject, before, after, hash, 'made up'
        from audit_log order by sequence desc limit 1`
    expect(await findAuditBreak(db)).not.toBeNull()
  })

  it.each([1, 5, 98])('a tail of %i that was cut off', async (entries) => {
    await ownerSql`delete from audit_log where sequence > 98 - ${entries}::int`
    await breaksAt(98n)
  })
})

describe('the chain is verified in parts', () => {
  beforeEach(restore)
  const checked = () => findAuditCheck(db)

  it('from the last verified entry on, each entry once, and all of it again after', async () => {
    await ownerSql`update audit_checks set sequence = 0, hash = '', again_sequence = 0, again_hash = '', broken_at = null`
    const total = await length()
    const rounds: number[] = []
    for (let done = -1; done !== 0; rounds.push(done)) done = await verifyAudit(db, 40, ctx.now)
    expect(rounds.reduce((sum, each) => sum + each)).toBe(total)
    expect(Math.max(...rounds)).toBeLessThanOrEqual(40)
    await createApiKey(ctx, { name: 'later', scopes: ['usage:write'], org: 'admin-3' })
    expect((await checked()).verified).toBe(BigInt(total))
    expect(await verifyAudit(db, 40, ctx.now)).toBe(1)
    expect(await checked()).toMatchObject({ verified: BigInt(total + 1), brokenAt: null, checkedAt: ctx.now })
  })

  it('a break is said until it is put right, and what is new is looked at only then', async () => {
    await verifyAll()
    await ownerSql`update audit_log set subject = subject || 'x' where sequence = 10`
    expect((await verifyAll()).brokenAt).toBe(10n)
    await ownerSql`update audit_log set subject = left(subject, -1) where sequence = 10`
    expect((await verifyAll()).brokenAt).toBeNull()
  })

  it('of several processes at once one verifies, while entries are appended', async () => {
    const more = Array.from({ length: 8 }, (_, index) =>
      createApiKey(ctx, { name: `at-once-${index}`, scopes: ['usage:write'], org: 'admin-4' }),
    )
    const rounds = await Promise.all([...Array.from({ length: 8 }, () => verifyAudit(db, 3, ctx.now)), ...more])
    const total = await length()
    expect(rounds.length).toBe(16)
    expect(await verifyAll()).toMatchObject({ verified: BigInt(total), brokenAt: null })
    expect(await findAuditBreak(db)).toBeNull()
  })
})
