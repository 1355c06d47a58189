import type { Sql } from 'postgres'

/**
 * Tables that name an org but belong to the platform: they stay where they are when orgs are spread over shards, so
 * the rules of org-owned tables do not bind them, and nothing ties them to an org's rows.
 */
const platformTables: ReadonlySet<string> = new Set([
  'tenant_register',
  'api_keys',
  'audit_log',
  'outbox',
  'issued_numbers',
  'cell_deliveries',
])

type Table = { name: string; columns: string[] }
type Key = { table_name: string; name: string; is_primary: boolean; columns: (string | null)[] }
type Reference = { table_name: string; name: string; columns: string[]; target: string; target_columns: string[] }

const tablesOf = (sql: Sql) => sql<Table[]>`
  select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
   where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
   group by c.relname order by c.relname`

/** Primary keys, unique and exclusion constraints, and unique indexes; an expression is a null column. */
const keysOf = (sql: Sql) => sql<Key[]>`
  select t.relname as table_name, i.relname as name, x.indisprimary as is_primary,
         array(select a.attname::text from unnest(x.indkey[0:x.indnkeyatts - 1]) with ordinality as k (num, place)
                 left join pg_attribute a on a.attrelid = x.indrelid and a.attnum = k.num and k.num > 0
                order by k.place) as columns
    from pg_index x join pg_class t on t.oid = x.indrelid join pg_class i on i.oid = x.indexrelid
   where t.relnamespace = 'public'::regnamespace and (x.indisunique or x.indisexclusion) order by 1, 2`

const referencesOf = (sql: Sql) => sql<Reference[]>`
  select t.relname as table_name, c.conname as name, f.relname as target,
         array(select a.attname::text from unnest(c.conkey) with ordinality as k (num, place)
                 join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.num order by k.place) as columns,
         array(select a.attname::text from unnest(c.confkey) with ordinality as k (num, place)
                 join pg_attribute a on a.attrelid = c.confrelid and a.attnum = k.num order by k.place) as target_columns
    from pg_constraint c join pg_class t on t.oid = c.conrelid join pg_class f on f.oid = c.confrelid
   where c.contype = 'f' and t.relnamespace = 'public'::regnamespace order by 1, 2`

const triggersOf = (sql: Sql) => sql<{ table_name: string; name: string }[]>`
  select t.relname as table_name, g.tgname as name from pg_trigger g join pg_class t on t.oid = g.tgrelid
   where t.relnamespace = 'public'::regnamespace and not g.tgisinternal order by 1, 2`

const keyProblems = (tables: readonly Table[], keys: readonly Key[], owned: ReadonlySet<string>): string[] => [
  ...tables
    .filter(({ name }) => !keys.some((key) => key.table_name === name && key.is_primary))
    .map(({ name }) => `${name} has no primary key`),
  ...keys
    .filter((key) => owned.has(key.table_name) && key.is_primary && key.columns[0] !== 'org_id')
    .map((key) => `${key.table_name}: the primary key does not begin with org_id`),
  ...keys
    .filter((key) => owned.has(key.table_name) && !key.columns.includes('org_id'))
    .map((key) => `${key.table_name}: ${key.name} is unique without org_id`),
]

const referenceProblem = (reference: Reference, owned: ReadonlySet<string>): string | null => {
  const { table_name: table, name, target, columns, target_columns: targets } = reference
  if (owned.has(table) && platformTables.has(target)) return `${table}: ${name} ties an org's rows to the platform's`
  if (!owned.has(target)) return null
  if (!owned.has(table)) return `${table}: ${name} references the org-owned ${target}`
  const place = columns.indexOf('org_id')
  return place >= 0 && targets[place] === 'org_id' ? null : `${table}: ${name} leaves the org`
}

/**
 * Where this schema breaks the rules that let it be sharded by org, in words, read from the catalogue; empty where it
 * keeps them.
 */
export const schemaProblems = async (sql: Sql): Promise<string[]> => {
  const tables = await tablesOf(sql)
  const owned = new Set(
    tables
      .filter(({ name, columns }) => columns.includes('org_id') && !platformTables.has(name))
      .map(({ name }) => name),
  )
  const references = await referencesOf(sql)
  return [
    ...keyProblems(tables, await keysOf(sql), owned),
    ...references.flatMap((reference) => referenceProblem(reference, owned) ?? []),
    ...(await triggersOf(sql)).map(({ table_name: table, name }) => `${table}: ${name} is a trigger`),
  ]
}
