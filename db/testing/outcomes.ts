import type { Sql } from 'postgres'
import { Refusal } from '@/lib/platform/errors'

/** The code of the refusal a call ends in, `ok` where it succeeds. Anything else is thrown on. */
export const codeOf = async (call: Promise<unknown>): Promise<string> => {
  try {
    await call
    return 'ok'
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

/** The SQLSTATE a statement ends in, `ok` where it succeeds. */
export const sqlStateOf = async (statement: PromiseLike<unknown>): Promise<string> => {
  try {
    await statement
    return 'ok'
  } catch (error) {
    if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
    throw error
  }
}

/** How many rows each table of the schema has. */
export const rowCounts = async (sql: Sql): Promise<ReadonlyMap<string, number>> => {
  const tables = await sql<{ name: string }[]>`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`
  const counts = new Map<string, number>()
  for (const { name } of tables) {
    const [row] = await sql<{ count: number }[]>`select count(*)::int as count from ${sql(name)}`
    counts.set(name, row?.count ?? -1)
  }
  return counts
}
