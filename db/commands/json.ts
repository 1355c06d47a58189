import type { Sql } from 'postgres'

/** A JSON parameter of a write function. */
export const json = (sql: Sql, value: unknown) => sql.json(value as Parameters<Sql['json']>[0])

/** The first row of an answer that always has one. */
export const only = <Row>(rows: readonly Row[]): Row => {
  const [row] = rows
  if (row === undefined) throw new Error('the write function answered no row')
  return row
}
