import { randomBytes } from 'node:crypto'
import postgres, { type Sql } from 'postgres'
import { afterAll, inject } from 'vitest'
import { connect, type Db, disconnect } from '@/db/client'
import { databaseUrl, templateName } from './cluster'

export type TestDatabase = {
  /** Connection string of the database, as its owner. */
  readonly url: string
  /** As the app works: role `kontor_app`. */
  readonly db: Db
  readonly sql: Sql
  /** As the owner of the schema, for looking behind the grants. */
  readonly ownerSql: Sql
}

/**
 * A fresh database of this test file's own; it is dropped when the file is done.
 * @param template what it begins as: the migrated database unless another is named.
 */
export const testDatabase = async (template = templateName): Promise<TestDatabase> => {
  const cluster = inject('clusterUrl')
  const name = `test_${randomBytes(8).toString('hex')}`
  const admin = postgres(cluster, { max: 1, onnotice: () => {} })
  await admin.unsafe(`create database ${name} template ${template}`)
  const url = databaseUrl(cluster, name)
  const db = connect({ url, role: 'kontor_app', connections: 20 })
  const owner = connect({ url, role: 'owner', connections: 2 })
  afterAll(async () => {
    await disconnect(db)
    await disconnect(owner)
    await admin.unsafe(`drop database if exists ${name} with (force)`)
    await admin.end()
  })
  return { url, db, sql: db.$client, ownerSql: owner.$client }
}
