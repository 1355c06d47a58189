import type { DueWork } from './backlogs'

/** Work that commits left behind and whose time has come. */
export const dueOutbox: DueWork = (sql, now) => sql`
  select due_at as since from outbox where done_at is null and due_at <= ${now.toString()}`
