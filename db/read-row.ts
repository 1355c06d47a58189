import { getTableColumns } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'

/**
 * A row of a statement that is written by hand, read as drizzle reads it. For reads that machines ask for many times a
 * second: a statement that always reads the same is planned once, those that drizzle builds are planned each time.
 */
export const readRow = <Of extends PgTable>(table: Of, row: Readonly<Record<string, unknown>>): Of['$inferSelect'] =>
  Object.fromEntries(
    Object.entries(getTableColumns(table)).map(([key, column]) => {
      const value = row[column.name]
      return [key, value === null ? null : column.mapFromDriverValue(value)]
    }),
  ) as Of['$inferSelect']
