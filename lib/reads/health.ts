import { pendingMigrations } from '@/db/migrate'
import { pingDatabase } from '@/db/queries/platform'
import type { Ctx } from '@/lib/context'

export type Health = {
  readonly status: 'ok' | 'unavailable'
  readonly database: 'reachable' | 'unreachable'
  readonly migrations: 'current' | 'pending' | 'unknown'
  readonly pending: readonly string[]
}

let current = false

/** Is the database reachable, and is its schema the one this version needs? Once current, it stays so for this process. */
export const health = async (ctx: Ctx): Promise<Health> => {
  try {
    const pending = current ? [] : await pendingMigrations(ctx.db)
    if (current) await pingDatabase(ctx.db)
    current = pending.length === 0
    if (current) return { status: 'ok', database: 'reachable', migrations: 'current', pending }
    return { status: 'unavailable', database: 'reachable', migrations: 'pending', pending }
  } catch {
    return { status: 'unavailable', database: 'unreachable', migrations: 'unknown', pending: [] }
  }
}
