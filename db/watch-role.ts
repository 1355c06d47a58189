import type { Sql } from 'postgres'
import { askForRole, roleOf } from '@/db/role'
import { roleProblems } from '@/lib/core/setup/database-role'
import { Refusal } from '@/lib/platform/errors'
import { log } from '@/lib/platform/log'

type Handler = (query: Query) => void
type Query = {
  readonly handler: Handler
  /** The connection that it was sent to. */
  readonly state: { readonly pid: number | null; readonly secret: number | null } | null
  executed: boolean
  resolve: (answer: unknown) => void
  reject: (error: unknown) => void
}
type Watched = { handle: (this: Query) => Promise<void> }

/** So long a pool whose role is wrong answers nothing before it is looked at again. */
const recheckMs = 1_000
/** Connections that are remembered at most; beyond that all are looked at again. */
const mostKnown = 10_000

const watches = new WeakMap<Handler, ReturnType<typeof createWatch>>()
const watched = new WeakSet<object>()
const seen = new WeakSet<Query>()
/** Queries that ask for the role: they are sent whatever it is. */
const checks = new WeakSet<Query>()

const sentence = 'The database connection does not have the rights that it must have.'

const wrongRole = (problems: readonly string[]): Refusal =>
  new Refusal('unavailable', sentence, {}, new Error(problems.join(' ')))

/** Whether something was not asked because the rights of its connection are wrong. */
export const isWrongRole = (error: unknown): boolean => error instanceof Refusal && error.sentence === sentence

const createWatch = (sql: Sql) => {
  const known = new Set<string>()
  let problems: readonly string[] = []
  let checkedAt = Number.NEGATIVE_INFINITY
  let checking = false
  const check = async (): Promise<void> => {
    checking = true
    try {
      const query = askForRole(sql)
      checks.add(query as unknown as Query)
      problems = roleProblems(roleOf(await query))
      if (problems.length > 0) log.error({ problems }, 'the database connection has other rights than it must have')
    } catch (error) {
      // Whoever asks next has it looked at again.
      known.clear()
      log.warn({ err: error }, 'the rights of a database connection could not be read')
    } finally {
      checking = false
      checkedAt = performance.now()
    }
  }
  const look = (): void => {
    if (!checking) void check()
  }
  return {
    /** Why nothing may be asked; null where everything may. */
    refusal: (): Refusal | null => {
      if (problems.length === 0) return null
      if (performance.now() - checkedAt > recheckMs) look()
      return wrongRole(problems)
    },
    saw: (connection: string): void => {
      if (known.has(connection)) return
      if (known.size >= mostKnown) known.clear()
      known.add(connection)
      look()
    },
  }
}

/**
 * Looks at the rights of a pool's connections: at each that is new, as a pooler may begin to drop the role from them at any
 * time. While they are not those of the app, nothing is asked: what protects issued invoices in the database would be off.
 */
export const watchRole = (sql: Sql): Sql => {
  const some = sql`select 1` as unknown as Query
  watches.set(some.handler, createWatch(sql))
  const queries = Object.getPrototypeOf(some) as Watched & object
  if (watched.has(queries)) return sql
  watched.add(queries)
  const { handle } = queries
  queries.handle = async function (this: Query) {
    const watch = watches.get(this.handler)
    if (watch && !seen.has(this) && !checks.has(this)) {
      seen.add(this)
      const refusal = watch.refusal()
      if (refusal) {
        this.executed = true
        this.reject(refusal)
        return
      }
      const { resolve } = this
      this.resolve = (answer) => {
        if (this.state?.pid) watch.saw(`${this.state.pid} ${this.state.secret}`)
        resolve(answer)
      }
    }
    return handle.call(this)
  }
  return sql
}
