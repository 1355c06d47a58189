import { describe, expect, it } from 'vitest'
import { schemaProblems } from './schema-rules'
import { testDatabase } from './test-database'

const { ownerSql } = await testDatabase()

/** What is said of the schema while `statements` hold. */
const problemsWith = async (statements: string): Promise<string[]> => {
  let problems: string[] = []
  const undo = new Error('undo')
  await ownerSql
    .begin(async (sql) => {
      await sql.unsafe(statements)
      problems = await schemaProblems(sql as unknown as typeof ownerSql)
      throw undo
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error
    })
  return problems
}

describe('the schema', () => {
  it('keeps every rule of sharding by org', async () => {
    expect(await schemaProblems(ownerSql)).toEqual([])
  })

  it('has org-owned tables for the rules to bind', async () => {
    const [row] = await ownerSql<{ count: number }[]>`
      select count(*)::int as count from information_schema.columns
       where table_schema = 'public' and column_name = 'org_id'`
    expect(row?.count).toBeGreaterThan(15)
  })
})

const org = 'org_id text not null'
const bad: readonly [what: string, statements: string, problems: readonly string[]][] = [
  ['a table without a primary key', 'create table planted (n integer)', ['planted has no primary key']],
  [
    'an org-owned primary key that does not begin with the org',
    `create table planted (${org}, n integer, primary key (n, org_id))`,
    ['planted: the primary key does not begin with org_id'],
  ],
  [
    'an org-owned primary key without the org',
    `create table planted (${org}, n integer primary key)`,
    ['planted: the primary key does not begin with org_id', 'planted: planted_pkey is unique without org_id'],
  ],
  [
    'a unique constraint without the org',
    `create table planted (${org}, n integer, m text unique, primary key (org_id, n))`,
    ['planted: planted_m_key is unique without org_id'],
  ],
  [
    'a partial unique index without the org',
    `create table planted (${org}, n integer, m text, primary key (org_id, n));
     create unique index planted_one on planted (m) where n > 0`,
    ['planted: planted_one is unique without org_id'],
  ],
  [
    'a unique index that only carries the org along',
    `create table planted (${org}, n integer, m text, primary key (org_id, n));
     create unique index planted_one on planted (lower(m)) include (org_id)`,
    ['planted: planted_one is unique without org_id'],
  ],
  [
    'a foreign key that leaves the org',
    `create table planted (${org}, sold_to text not null, invoice_id text, primary key (org_id, invoice_id),
       constraint planted_of foreign key (sold_to, invoice_id) references invoices (org_id, invoice_id))`,
    ['planted: planted_of leaves the org'],
  ],
  [
    'a shared table that references an org-owned one',
    `create table planted (n integer primary key, owner text constraint planted_of references orgs (org_id))`,
    ['planted: planted_of references the org-owned orgs'],
  ],
  [
    'a platform table that references an org-owned one',
    'alter table tenant_register add constraint planted_of foreign key (org_id) references orgs (org_id)',
    ['tenant_register: planted_of references the org-owned orgs'],
  ],
  [
    'an org-owned table that references a platform table',
    `create table planted (${org}, tenant text constraint planted_of references tenant_register (tenant),
       primary key (org_id, tenant))`,
    ["planted: planted_of ties an org's rows to the platform's"],
  ],
  [
    'a trigger',
    `create function planted() returns trigger language plpgsql as 'begin return new; end';
     create trigger planted_on before update on invoices for each row execute function planted()`,
    ['invoices: planted_on is a trigger'],
  ],
]

describe('the check of the schema', () => {
  it.each(bad)('reports %s', async (_, statements, problems) => {
    expect(await problemsWith(statements)).toEqual(problems)
  })
})
