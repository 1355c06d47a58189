import { chmodSync, rmSync } from 'node:fs'
import postgres from 'postgres'
import type { TestProject } from 'vitest/node'
import { startEmbedded } from '@/db/embedded'
import { migrate } from '@/db/migrate'
import { scratchFolder } from '@/lib/testing/scratch'

export const templateName = 'kontor_template'

declare module 'vitest' {
  export interface ProvidedContext {
    clusterUrl: string
  }
}

/** Replaces the database of a connection URL. */
export const databaseUrl = (clusterUrl: string, database: string): string => {
  const url = new URL(clusterUrl)
  url.pathname = `/${database}`
  return url.toString()
}

/** One server for a test run, and in it one migrated database that every test file copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = scratchFolder('test')
  chmodSync(folder, 0o755)
  const server = await startEmbedded(folder, { fsync: 'off', max_connections: '300' })
  const sql = postgres(server.url, { max: 1, onnotice: () => {} })
  await sql.unsafe(`create database ${templateName}`)
  await sql.end()
  await migrate(databaseUrl(server.url, templateName))
  project.provide('clusterUrl', server.url)
  return async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
