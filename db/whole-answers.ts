import type { Sql } from 'postgres'

/** An answer whose rows were put behind places that are empty; nothing of it can be trusted to be where it should. */
class MisplacedRows extends Error {
  readonly code = 'ROWS_MISPLACED'
}

type Query = { executed: boolean; resolve: (answer: unknown) => void; reject: (error: unknown) => void }
type Guarded = { handle: (this: Query) => Promise<void> }

const guarded = new WeakSet<object>()

const isWhole = (answer: unknown): boolean =>
  !Array.isArray(answer) || answer.length === 0 || (0 in answer && isWhole(answer[0]))

/**
 * Refuses answers that begin with empty places. The driver counts the rows of an answer and forgets to begin again where
 * one broke off in the middle (an error, a lost connection): the next answer of that connection would say that there is
 * nothing where there is something. The call is transient then: asked again, it is answered right.
 */
export const refuseMisplacedRows = (sql: Sql): Sql => {
  const queries = Object.getPrototypeOf(sql`select 1`) as Guarded & object
  if (guarded.has(queries)) return sql
  guarded.add(queries)
  const { handle } = queries
  queries.handle = function (this: Query) {
    if (!this.executed) {
      const { resolve } = this
      this.resolve = (answer) =>
        isWhole(answer)
          ? resolve(answer)
          : this.reject(new MisplacedRows('the answer begins with rows that are missing'))
    }
    return handle.call(this)
  }
  return sql
}
