import type { Db } from '@/db/client'

/**
 * Rows of a table that the database reads for some work.
 * @param alone a client with one connection, which the work uses alone.
 */
export const rowsReadOf = async (alone: Db, table: string, work: () => Promise<unknown>): Promise<number> => {
  const read = async (): Promise<number> => {
    await alone.$client`select pg_stat_force_next_flush()`
    const [row] = await alone.$client<{ read: number }[]>`
      select (seq_tup_read + coalesce(idx_tup_fetch, 0))::int as read from pg_stat_user_tables where relname = ${table}`
    return row?.read ?? -1
  }
  const before = await read()
  await work()
  return (await read()) - before
}
