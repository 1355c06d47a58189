import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres, { type Sql } from 'postgres'
import * as schema from '@/db/schema/index'
import { readTextList, writeTextList } from '@/db/text-list'
import { watchQueries } from '@/db/watch-queries'
import { watchRole } from '@/db/watch-role'
import { refuseMisplacedRows } from '@/db/whole-answers'

export type Db = PostgresJsDatabase<typeof schema> & { readonly $client: Sql }

export type ConnectOptions = {
  readonly url: string
  /** The role the connection takes on; `kontor_app` for everything but migrations. */
  readonly role: 'kontor_app' | 'owner'
  readonly connections?: number
  /** Sends no query behind another one that is under way: it waits here instead, as long as somebody waits for it. */
  readonly oneEach?: boolean
  readonly applicationName?: string
  /**
   * What stands between: `transaction` is a pooler that gives each transaction another connection of its own. It passes on
   * no parameters, so that the login itself has to have the role, its zone and its deadline.
   */
  readonly pooler?: Pooler
}

export type Pooler = 'none' | 'transaction'

/** Time and numbers stay text on the wire: a Date would lose microseconds, a number would lose digits. */
const asText = (oid: number) => ({
  to: oid,
  from: [oid],
  serialize: (value: unknown) => String(value),
  parse: (value: string) => value,
})

/** Lists of text, read and written without asking the server for its array types. */
const textArray = {
  to: 1009,
  from: [1009],
  serialize: (value: unknown) => (Array.isArray(value) ? writeTextList(value.map(String)) : value),
  parse: readTextList,
}

/** Seconds until a connection that was lost is opened again; a call that was given to it waits that long. */
const reconnectAfterSeconds = 0.05

/**
 * Opens a pool. Nothing is sent before the first query. Every statement has a deadline at the server; calls that
 * change something have a second one in `db/commands/call.ts`, those that read in `db/queries/look-up.ts`.
 */
export const connect = ({
  url,
  role,
  connections = 10,
  oneEach = false,
  applicationName = 'kontor',
  pooler = 'none',
}: ConnectOptions): Db => {
  const sql = postgres(url, {
    max: connections,
    connect_timeout: 10,
    // Without these two a lost connection holds calls back for up to 20 s, and its type query rejects to nobody.
    backoff: () => reconnectAfterSeconds,
    fetch_types: false,
    idle_timeout: role === 'owner' ? 5 : 0,
    onnotice: () => {},
    types: { timestamptz: asText(1184), date: asText(1082), textArray },
    prepare: pooler === 'none',
    connection: {
      application_name: applicationName,
      ...(pooler === 'none' && {
        TimeZone: 'UTC',
        ...(role === 'owner' ? { statement_timeout: 0 } : { statement_timeout: 15_000, role }),
      }),
    },
  })
  const guarded = watchQueries(refuseMisplacedRows(sql), oneEach ? connections : null)
  return drizzle(role === 'owner' ? guarded : watchRole(guarded), { schema })
}

export const disconnect = (db: Db): Promise<void> => db.$client.end({ timeout: 5 })
