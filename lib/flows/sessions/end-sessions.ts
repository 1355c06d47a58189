import { endSessions } from '@/db/commands/user-sessions'
import { listSessions } from '@/db/queries/user-sessions'
import { findPerson } from '@/db/queries/users'
import { auditEntry, type Ctx, requirePlatformPermission } from '@/lib/context'
import { endedSince } from '@/lib/core/access/session'
import { Refusal } from '@/lib/platform/errors'

/** The signed-in person who asks. */
const ownId = ({ actor }: Ctx): string => {
  if (actor.kind === 'user') return actor.userId
  if (actor.kind === 'nobody') throw new Refusal('unauthenticated', 'Sign in, or send an API key.')
  throw new Refusal('forbidden', 'Only people have sessions.')
}

/** Ends one of one's own sessions, whichever browser has it. */
export const endOwnSession = async (ctx: Ctx, sessionId: string): Promise<void> => {
  const audit = auditEntry(ctx, 'session.end', { subject: sessionId })
  if ((await endSessions(ctx.db, ownId(ctx), sessionId, audit)) === 0) {
    throw new Refusal('not_found', 'This session has ended.')
  }
}

/**
 * Signs out everywhere, here too.
 * @param shown one of the sessions that were on the screen: who is signed in as somebody else by now ends nothing.
 * @returns how many sessions that ended.
 */
export const endOwnSessions = async (ctx: Ctx, shown: string): Promise<number> => {
  const userId = ownId(ctx)
  const sessions = await listSessions(ctx.db, userId, endedSince(ctx.now))
  if (!sessions.some(({ sessionId }) => sessionId === shown)) {
    throw new Refusal('stale', 'This session has ended. Load the page again.')
  }
  return endSessions(ctx.db, userId, null, auditEntry(ctx, 'session.end_all', { subject: userId }))
}

/** Ends all sessions of somebody: an admin does. Answers how many there were. */
export const endSessionsOf = async (ctx: Ctx, userId: string): Promise<number> => {
  requirePlatformPermission(ctx, 'platform:admin')
  if (!(await findPerson(ctx.db, userId))) throw new Refusal('not_found', 'There is no such person.')
  return endSessions(ctx.db, userId, null, auditEntry(ctx, 'session.end_all', { subject: userId }))
}
