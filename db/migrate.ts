import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { migrate as runMigrations } from 'drizzle-orm/postgres-js/migrator'
import type { Sql } from 'postgres'
import { connect, type Db, disconnect } from '@/db/client'

const migrationsFolder = resolve(process.cwd(), 'drizzle')
const functionsFolder = resolve(process.cwd(), 'db/functions')
const lockKey = 4_210_531_806

type Journal = { entries: { tag: string; when: number }[] }

const functionFiles = (): { name: string; text: string }[] =>
  readdirSync(functionsFolder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => ({ name, text: readFileSync(resolve(functionsFolder, name), 'utf8') }))

const functionsHash = (): string => {
  const hash = createHash('sha256')
  for (const { name, text } of functionFiles()) hash.update(name).update(text)
  return hash.digest('hex')
}

/**
 * Brings the database to this version: migrations first, then the write functions. Safe to run from several processes
 * at once; the others wait.
 */
export const migrate = async (ownerUrl: string): Promise<void> => {
  const db = connect({ url: ownerUrl, role: 'owner', connections: 1, applicationName: 'kontor-migrate' })
  try {
    await db.$client`select pg_advisory_lock(${lockKey})`
    await runMigrations(db, { migrationsFolder, migrationsSchema: 'public', migrationsTable: 'kontor_migrations' })
    await db.$client`grant select on kontor_migrations to kontor_app`
    await db.$client.begin(async (sql) => {
      for (const { text } of functionFiles()) await sql.unsafe(text)
      await sql.unsafe(`comment on function append_audit(jsonb) is 'functions ${functionsHash()}'`)
    })
  } finally {
    await disconnect(db)
  }
}

/** What of the schema this database lacks, in words; empty where it is current. */
export const pendingMigrations = async (db: Db): Promise<string[]> => {
  const sql: Sql = db.$client
  const journal = JSON.parse(readFileSync(resolve(migrationsFolder, 'meta/_journal.json'), 'utf8')) as Journal
  const [applied] = await sql<{ last: string | null; functions: string | null }[]>`
    select (select max(created_at)::text from kontor_migrations) as last,
           obj_description(to_regprocedure('append_audit(jsonb)')) as functions`
  const last = Number(applied?.last ?? 0)
  const missing = journal.entries.filter((entry) => entry.when > last).map((entry) => entry.tag)
  return applied?.functions === `functions ${functionsHash()}` ? missing : [...missing, 'functions']
}
