import { pendingMigrations } from '@/db/migrate'
import { findRole, pingDatabase } from '@/db/queries/platform'
import { isWrongRole } from '@/db/watch-role'
import type { Ctx } from '@/lib/context'
import { roleProblems } from '@/lib/core/setup/database-role'
import { isDraining } from '@/lib/platform/draining'
import { isFull } from '@/lib/platform/storage'

export type Health = {
  /** `ending`: it still answers, and takes no more connections in a moment. */
  readonly status: 'ok' | 'unavailable' | 'ending'
  readonly database: 'reachable' | 'unreachable'
  readonly migrations: 'current' | 'pending' | 'unknown'
  readonly pending: readonly string[]
  /** Whether the app works in the database with its own rights and no others. */
  readonly role: 'right' | 'wrong' | 'unknown'
  /** Whether the database had space for what was written lately. */
  readonly storage: 'free' | 'full'
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
 * Is the database reachable with the rights of the app, has it space, is its schema the one this version needs, and does
 * this process go on? Once current, the schema stays so for this process.
 */
export const health = async (ctx: Ctx): Promise<Health> => {
  const storage = isFull() ? 'full' : 'free'
  const unavailable = {
    status: 'unavailable',
    database: 'reachable',
    migrations: 'unknown',
    pending: [],
    storage,
  } as const
  try {
    const role = await rights(ctx)
    if (role === 'wrong') return { ...unavailable, role }
    const pending = current ? [] : await pendingMigrations(ctx.db)
    current = pending.length === 0
    if (!current) return { ...unavailable, migrations: 'pending', pending, role }
    const known = { ...unavailable, migrations: 'current', role } as const
    if (isDraining()) return { ...known, status: 'ending' }
    return storage === 'full' ? known : { ...known, status: 'ok' }
  } catch {
    return { ...unavailable, database: 'unreachable', role: 'unknown' }
  }
}
