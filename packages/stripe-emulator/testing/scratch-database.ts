import { randomBytes } from 'node:crypto'
import postgres, { type Sql } from 'postgres'
import { afterAll, inject } from 'vitest'

declare module 'vitest' {
  export interface ProvidedContext {
    clusterUrl: string
  }
}

/** As whom an application works that does not own the emulator's schema. */
const role = 'stripe_emulator_tester'

const makeRole = `
select pg_advisory_xact_lock(hashtextextended('${role}', 0));
do $$ begin
  if not exists (select from pg_roles where rolname = '${role}') then create role ${role}; end if;
end $$;`

/** An empty database for one file of tests, in the server that the run of the tests was given; dropped in the end. */
export const scratchDatabase = async (): Promise<{
  readonly sql: Sql
  readonly ownerSql: Sql
  readonly role: string
}> => {
  const quiet = { onnotice: () => {} }
  const admin = postgres(inject('clusterUrl'), { max: 1, ...quiet })
  const name = `stripe_emulator_${randomBytes(8).toString('hex')}`
  await admin.unsafe(makeRole)
  await admin.unsafe(`create database ${name} template template0`)
  const url = new URL(inject('clusterUrl'))
  url.pathname = `/${name}`
  const ownerSql = postgres(url.toString(), { max: 2, ...quiet })
  const sql = postgres(url.toString(), { max: 20, ...quiet, connection: { role } })
  afterAll(async () => {
    await Promise.all([sql.end(), ownerSql.end()])
    await admin.unsafe(`drop database if exists ${name} with (force)`)
    await admin.end()
  })
  return { sql, ownerSql, role }
}
