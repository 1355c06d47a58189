import { listSessions } from '@/db/queries/user-sessions'
import { findPerson } from '@/db/queries/users'
import type { Ctx } from '@/lib/context'
import { endedSince, sessionLimits } from '@/lib/core/access/session'
import { Refusal } from '@/lib/platform/errors'
import { platformZone } from './platform-zone'

export type AccountPage = {
  readonly name: string
  readonly email: string
  readonly orgs: readonly {
    readonly id: string
    readonly name: string
    readonly role: 'owner' | 'billing' | 'member'
  }[]
  /** The latest used first. */
  readonly sessions: readonly {
    readonly id: string
    readonly device: string
    readonly startedAt: string
    readonly seenAt: string
    /** Whether it is the one that asks. */
    readonly own: boolean
  }[]
  readonly limits: { readonly idleHours: number; readonly mostDays: number }
  readonly zone: string
}

/**
 * What people see of their own account: what is known of them, and where they are signed in.
 * @param sessionId the session that asks.
 */
export const accountPage = async (ctx: Ctx, sessionId: string): Promise<AccountPage> => {
  if (ctx.actor.kind !== 'user') throw new Refusal('unauthenticated', 'Sign in, or send an API key.')
  const [person, sessions] = await Promise.all([
    findPerson(ctx.db, ctx.actor.userId),
    listSessions(ctx.db, ctx.actor.userId, endedSince(ctx.now)),
  ])
  if (!person) throw new Refusal('not_found', 'There is no such person.')
  return {
    name: person.name,
    email: person.email,
    orgs: person.memberships.map(({ org, orgName, role }) => ({ id: org, name: orgName, role })),
    sessions: sessions.map(({ sessionId: id, device, startedAt, seenAt }) => ({
      id,
      device,
      startedAt: startedAt.toString(),
      seenAt: seenAt.toString(),
      own: id === sessionId,
    })),
    limits: { idleHours: sessionLimits.idleHours, mostDays: sessionLimits.mostHours / 24 },
    zone: platformZone,
  }
}
