import { and, desc, eq, gt, inArray } from 'drizzle-orm'
import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { members, orgs, userSessions, users } from '@/db/schema/index'
import { lookUp } from './look-up'
import { type Person, peopleOf } from './users'

export type UserSession = {
  readonly sessionId: string
  readonly via: 'oidc' | 'demo'
  readonly device: string
  readonly startedAt: Temporal.Instant
  readonly seenAt: Temporal.Instant
}

/** The session whose secret has this hash, with its person and today's roles; one look-up for both. */
export const findSession = (db: Db, secretSha256: Uint8Array): Promise<(UserSession & { person: Person }) | null> =>
  lookUp(async () => {
    const rows = await db
      .select()
      .from(userSessions)
      .innerJoin(users, eq(users.userId, userSessions.userId))
      .leftJoin(members, eq(members.userId, users.userId))
      .leftJoin(orgs, eq(orgs.orgId, members.orgId))
      .where(eq(userSessions.secretSha256, secretSha256))
      .orderBy(members.orgId)
    const [person] = peopleOf(rows)
    return person && rows[0] ? { ...rows[0].user_sessions, person } : null
  })

type Since = { readonly startedBy: Temporal.Instant; readonly seenBy: Temporal.Instant }

const live = ({ startedBy, seenBy }: Since) =>
  and(gt(userSessions.startedAt, startedBy), gt(userSessions.seenAt, seenBy))

/** The sessions of a person that were started and seen since, the latest used first. */
export const listSessions = (db: Db, userId: string, since: Since): Promise<UserSession[]> =>
  lookUp(() =>
    db
      .select()
      .from(userSessions)
      .where(and(eq(userSessions.userId, userId), live(since)))
      .orderBy(desc(userSessions.seenAt), desc(userSessions.sessionId)),
  )

/** How many such sessions each of some people has; who has none is left out. */
export const countSessions = (db: Db, userIds: readonly string[], since: Since): Promise<ReadonlyMap<string, number>> =>
  lookUp(async () => {
    const rows = await db
      .select({ userId: userSessions.userId })
      .from(userSessions)
      .where(and(inArray(userSessions.userId, [...userIds]), live(since)))
    const counts = new Map<string, number>()
    for (const { userId } of rows) counts.set(userId, (counts.get(userId) ?? 0) + 1)
    return counts
  })
