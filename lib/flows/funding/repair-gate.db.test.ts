import { expect, it } from 'vitest'
import { findGate } from '@/db/queries/gates'
import { contextOf, machine, makeOrg, preparePlatform, today, usageEvent } from '@/db/testing/fixtures'
import { amount, makeFunded } from '@/db/testing/funds'
import { testDatabase } from '@/db/testing/test-database'
import { readGate } from '@/lib/flows/gate/read-gate'
import { recordUsageBatch } from '@/lib/flows/usage/record-usage-batch'
import { repairFundsAfter } from './repair-funds'
import { repairGate } from './repair-gate'

const { db, ownerSql } = await testDatabase()
await preparePlatform(db)
const ctx = contextOf(db)

const funded = async (org: string): Promise<void> => {
  await makeFunded(db, org, 'prepaid', '20')
  await recordUsageBatch(contextOf(db, machine()), [usageEvent(org)])
  await readGate(ctx, org)
}

it('a gate that says what its account says is left alone', async () => {
  await funded('sound')
  expect(await repairGate(ctx, 'sound')).toBe(false)
})

it.each([
  ['remaining', 'remaining = 999'],
  ['a halt', 'halted = true'],
  ['limits', 'concurrency = concurrency + 1, max_disk_mb = 1'],
  ['the ratio', 'units_per_cost = 7'],
  ['the reason and the biller', "reason = 'cap_reached', biller = 'invoice'"],
])('a gate row in which somebody changed %s is put right', async (name, change) => {
  const org = `row-${name.replaceAll(' ', '-')}`
  await funded(org)
  const before = await findGate(db, org, today)
  await ownerSql.unsafe(`update org_gates set ${change} where org_id = '${org}'`)
  expect(await repairGate(ctx, org)).toBe(true)
  expect(await findGate(db, org, today)).toMatchObject({
    state: 'current',
    gate: { ...(before?.state === 'current' ? before.gate : {}), generation: expect.any(String) },
  })
  expect(await repairGate(ctx, org)).toBe(false)
})

it('the same for an organization that owes: it stays halted, by what it has', async () => {
  await funded('owes')
  await recordUsageBatch(contextOf(db, machine()), [usageEvent('owes', { quantity: '100000' })])
  const before = await readGate(ctx, 'owes')
  expect(before).toMatchObject({ halted: true, remaining: 0n })
  expect(await repairGate(ctx, 'owes')).toBe(false)
  await ownerSql`update org_gates set remaining = 999, halted = false where org_id = 'owes'`
  expect(await repairGate(ctx, 'owes')).toBe(true)
  expect(await readGate(ctx, 'owes')).toEqual({ ...before, generation: expect.any(String) })
})

it('the job finds it for every organization, one without credit too, and goes on past one that fails', async () => {
  for (const org of ['a-first', 'b-fails', 'd-last']) await funded(org)
  await makeOrg(db, 'c-billed')
  await readGate(ctx, 'c-billed')
  await ownerSql`update org_gates set remaining = 999, concurrency = 99
    where org_id in ('a-first', 'b-fails', 'c-billed', 'd-last')`
  await ownerSql.unsafe(`
    create function fails() returns trigger language plpgsql as $$
    begin if new.org_id = 'b-fails' then raise exception 'it cannot be written'; end if; return new; end $$;
    create trigger fails before update on org_gates for each row execute function fails()`)
  expect((await repairFundsAfter(ctx, '')).repaired).toHaveLength(3)
  for (const org of ['a-first', 'd-last']) {
    expect(await findGate(db, org, today)).toMatchObject({ gate: { remaining: amount('15') } })
  }
  expect(await findGate(db, 'c-billed', today)).toMatchObject({ gate: { remaining: null } })
  const failures = await ownerSql`select org_id, error from retries where kind = 'books'`
  expect(failures.map(({ org_id }) => org_id)).toEqual(['b-fails'])
  await ownerSql.unsafe('drop trigger fails on org_gates')
  expect((await repairFundsAfter(ctx, '')).repaired).toHaveLength(1)
})
