import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import { inject } from 'vitest'
import { connect, type Db, disconnect } from '@/db/client'
import { databaseUrl, templateName } from '@/db/testing/cluster'

export type MonthDatabase = {
  readonly name: string
  readonly url: string
  readonly db: Db
  /** As the owner of the schema, for looking behind the grants. */
  readonly owner: Db
  /** Ends its connections, so that it can be copied. */
  rest(): Promise<void>
  drop(): Promise<void>
}

/** A database that begins as another one is, which nobody may be connected to meanwhile; a migrated one unless told. */
export const copyDatabase = async (template: string = templateName): Promise<MonthDatabase> => {
  const cluster = inject('clusterUrl')
  const name = `month_${randomBytes(8).toString('hex')}`
  const asAdmin = async (statement: string): Promise<void> => {
    const admin = postgres(cluster, { max: 1, onnotice: () => {} })
    await admin.unsafe(statement)
    await admin.end()
  }
  await asAdmin(`create database ${name} template ${template}`)
  const url = databaseUrl(cluster, name)
  const db = connect({ url, role: 'kontor_app', connections: 20 })
  const owner = connect({ url, role: 'owner', connections: 2 })
  const rest = async (): Promise<void> => {
    await Promise.all([disconnect(db), disconnect(owner)])
  }
  const drop = async (): Promise<void> => {
    await rest()
    await asAdmin(`drop database if exists ${name} with (force)`)
  }
  return { name, url, db, owner, rest, drop }
}
