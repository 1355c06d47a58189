import { pendingMigrations } from '@/db/migrate'
import { findRole, pingDatabase } from '@/db/queries/platform'
import { isWrongRole } from '@/db/watch-role'
import type { Ctx } from '@/lib/context'
import { roleProblems } from '@/lib/core/setup/database-role'

export type Health = {
  readonly status: 'ok' | 'unavailable'
  readonly database: 'reachable' | 'unreachable'
  readonly migrations: 'current' | 'pending' | 'unknown'
  readonly pending: readonly string[]
  /** Whether the app works in the database with its own rights and no others. */
  readonly role: 'right' | 'wrong' | 'unknown'
}

/** How often the rights of the app are read anew, behind a pooler that may begin to drop them. */
const roleEveryMs = 5_000

let current = false
let roleReadAt = Number.NEGATIVE_INFINITY

/** Asks the database, and at times also as whom. */
const rights = async (ctx: Ctx): Promise<Health['role']> => {
  try {
    const now = performance.now()
    if (now - roleReadAt < roleEveryMs) await pingDatabase(ctx.db)
    else if (roleProblems(await findRole(ctx.db)).length > 0) return 'wrong'
    else roleReadAt = now
    return 'right'
  } catch (error) {
    if (isWrongRole(error)) return 'wrong'
    throw error
  }
}

/**
 * Is the database reachable with the rights of the app, and is its schema the one this version needs? Once current, it
 * stays so for this process.
 */
export const health = async (ctx: Ctx): Promise<Health> => {
  try {
    const role = await rights(ctx)
    if (role === 'wrong') {
      return { status: 'unavailable', database: 'reachable', migrations: 'unknown', pending: [], role }
    }
    const pending = current ? [] : await pendingMigrations(ctx.db)
    current = pending.length === 0
    if (current) return { status: 'ok', database: 'reachable', migrations: 'current', pending, role }
    return { status: 'unavailable', database: 'reachable', migrations: 'pending', pending, role }
  } catch {
    return { status: 'unavailable', database: 'unreachable', migrations: 'unknown', pending: [], role: 'unknown' }
  }
}
