import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { connect, type Db } from '@/db/client'

/** The database of the Kontor under test, as its app sees it. */
export const testedDatabase = (): Db => {
  const folder = process.env.KONTOR_E2E_FOLDER ?? ''
  const password = readFileSync(join(folder, 'postgres-password'), 'utf8').trim()
  const port = readFileSync(join(folder, 'postgres/postmaster.pid'), 'utf8').split('\n')[3]
  const url = `postgres://kontor:${password}@127.0.0.1:${port}/kontor`
  return connect({ url, role: 'kontor_app', connections: 2, applicationName: 'kontor-e2e' })
}
