import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { connect, type Db } from '@/db/client'
import { lane } from './lane'

/** The database in the data folder of a Kontor that runs, as its app sees it. */
export const databaseIn = (folder: string): Db => {
  const password = readFileSync(join(folder, 'postgres-password'), 'utf8').trim()
  const port = readFileSync(join(folder, 'postgres/postmaster.pid'), 'utf8').split('\n')[3]
  const url = `postgres://kontor:${password}@127.0.0.1:${port}/kontor`
  return connect({ url, role: 'kontor_app', connections: 2, applicationName: 'kontor-e2e' })
}

/**
 * The database of the Kontor under test. A file whose tests are shared by workers opens it in `beforeAll`: a worker may
 * run some of them, close it, and run others.
 */
export const testedDatabase = (): Db => databaseIn(lane().folder)
