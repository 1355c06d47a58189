import type { Sql } from 'postgres'

/** A JSON parameter of a write function, as text: drizzle switches the driver's own JSON writing off. */
export const json = (sql: Sql, value: unknown) => sql`${JSON.stringify(value ?? null)}::text::jsonb`

/** The first row of an answer that always has one. */
export const only = <Row>(rows: readonly Row[]): Row => {
  const [row] = rows
  if (row === undefined) throw new Error('the write function answered no row')
  return row
}
