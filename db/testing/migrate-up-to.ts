import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { migrate } from 'drizzle-orm/postgres-js/migrator'
import { connect, disconnect } from '@/db/client'

type Journal = { readonly entries: readonly { readonly tag: string }[] }

/**
 * Brings an empty database to what it was after a migration, without the write functions of today.
 * @param tag the last migration that is run: `0031_seller-zone`.
 */
export const migrateUpTo = async (ownerUrl: string, tag: string): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'kontor-migrations-'))
  const db = connect({ url: ownerUrl, role: 'owner', connections: 1 })
  try {
    cpSync(resolve('drizzle'), folder, { recursive: true })
    const file = join(folder, 'meta/_journal.json')
    const journal = JSON.parse(readFileSync(file, 'utf8')) as Journal
    const last = journal.entries.findIndex((entry) => entry.tag === tag)
    if (last < 0) throw new Error(`there is no migration ${tag}`)
    writeFileSync(file, JSON.stringify({ ...journal, entries: journal.entries.slice(0, last + 1) }))
    await migrate(db, { migrationsFolder: folder, migrationsSchema: 'public', migrationsTable: 'kontor_migrations' })
  } finally {
    await disconnect(db)
    rmSync(folder, { recursive: true, force: true })
  }
}
