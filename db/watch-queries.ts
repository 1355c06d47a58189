import type { Sql } from 'postgres'
import { noteStarted } from '@/lib/platform/deadline'

type Handler = (query: Query) => void
type Query = {
  readonly handler: Handler
  /** Sent to this connection; null until then. */
  readonly state: object | null
  /** True while the server works on it: neither waiting behind another one nor answered. */
  readonly active: boolean
  executed: boolean
  canceller: ((query: Query) => Promise<void>) | null
  resolve: (answer: unknown) => void
  reject: (error: unknown) => void
}
type Watched = { handle: (this: Query) => Promise<void> }

class NotStarted extends Error {
  readonly code = 'NOT_STARTED'
}

/** What waits for one of so many places, in the order it came. */
const createLane = (places: number) => {
  let free = places
  const waiting = new Set<() => void>()
  return {
    take: (start: () => void): void => {
      if (free === 0) waiting.add(start)
      else {
        free -= 1
        start()
      }
    },
    /** False where it does not wait: it was started. */
    leave: (start: () => void): boolean => waiting.delete(start),
    giveBack: (): void => {
      const [next] = waiting
      if (next === undefined) free += 1
      else {
        waiting.delete(next)
        next()
      }
    },
  }
}

const lanes = new WeakMap<Handler, ReturnType<typeof createLane>>()
const watched = new WeakSet<object>()
/** Queries that were handed over already: a query is handled each time that somebody awaits it. */
const seen = new WeakSet<Query>()

/**
 * Ends a query at the server. One that another query is sent ahead of on its connection is left alone: the driver would
 * take the answers of the two for each other.
 */
const stop = (query: Query): void => {
  const { canceller, state, active } = query
  if (!canceller || !state || !active) return
  query.canceller = null
  // The server may be away; nobody waits for the query any more.
  canceller(query).catch(() => {})
}

/** Says when a query was answered, once. */
const whenSettled = (query: Query, settled: () => void): void => {
  const { resolve, reject } = query
  let isSettled = false
  const settle = (): void => {
    if (!isSettled) settled()
    isSettled = true
  }
  query.resolve = (answer) => {
    settle()
    resolve(answer)
  }
  query.reject = (error) => {
    settle()
    reject(error)
  }
}

/**
 * Lets the queries of a pool be cancelled by those who wait for them (`collecting`).
 * @param places how many may be under way at once; the others wait here, where they can still be left out. Without it
 *   they are sent at once, one behind the other on a connection.
 */
export const watchQueries = (sql: Sql, places: number | null): Sql => {
  const some = sql`select 1` as unknown as Query
  if (places !== null) lanes.set(some.handler, createLane(places))
  const queries = Object.getPrototypeOf(some) as Watched & object
  if (watched.has(queries)) return sql
  watched.add(queries)
  const { handle } = queries
  queries.handle = async function (this: Query) {
    if (this.executed || seen.has(this)) return
    seen.add(this)
    const lane = lanes.get(this.handler)
    let begun = false
    const begin = (): void => {
      begun = true
      handle.call(this)
    }
    const ended = noteStarted({
      cancel: () => {
        if (lane?.leave(begin)) this.reject(new NotStarted('the query waited for longer than anybody waits for it'))
        else stop(this)
      },
    })
    if (lane || ended)
      whenSettled(this, () => {
        ended?.()
        if (begun) lane?.giveBack()
      })
    if (lane) lane.take(begin)
    else begin()
  }
  return sql
}
