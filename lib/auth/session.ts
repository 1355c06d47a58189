import { cache } from 'react'
import { peopleDb } from '@/db/app'
import { noteAdmin } from '@/db/commands/sign-in-identity'
import { seeSession } from '@/db/commands/user-sessions'
import { findSession, type UserSession } from '@/db/queries/user-sessions'
import type { Person } from '@/db/queries/users'
import { adminEmails, clock, settings } from '@/lib/compose'
import { auditEntryBy } from '@/lib/context'
import { isListedAdmin } from '@/lib/core/access/admin'
import { isLive, seenLongAgo } from '@/lib/core/access/session'
import { log } from '@/lib/platform/log'
import { hashOfSecret, sentSecret } from './session-secret'

export type SignedIn = Person & { readonly admin: boolean }
export type CurrentSession = UserSession & { readonly person: SignedIn }

/** Whether the list of this moment names the person; a change is audited, and whoever is taken off signs in again. */
const adminNow = async (person: Person): Promise<{ readonly admin: boolean; readonly demoted: boolean }> => {
  const admin = isListedAdmin(person, adminEmails())
  if (admin === person.wasAdmin) return { admin, demoted: false }
  const action = admin ? 'admin.promote' : 'admin.demote'
  const entry = auditEntryBy('system:admin-list', clock(), action, {
    subject: person.userId,
    before: person.wasAdmin,
    after: admin,
  })
  await noteAdmin(peopleDb(), person.userId, admin, entry)
  return { admin, demoted: !admin }
}

/**
 * The session that a secret opens, with the person as they are at this moment; null if it has ended. Every request that
 * accepts the cookie asks here. That it was used is kept once a minute, and nobody waits for that.
 */
export const sessionOf = async (secret: string | undefined): Promise<CurrentSession | null> => {
  const hash = hashOfSecret(secret)
  const session = hash && (await findSession(peopleDb(), hash))
  const now = clock()
  if (!session || !isLive(session, now)) return null
  if (session.via === 'demo' && !settings().demo) return null
  const { admin, demoted } = await adminNow(session.person)
  if (demoted) return null
  const before = seenLongAgo(session, now)
  if (before) {
    seeSession(peopleDb(), session.sessionId, before, now).catch((error: unknown) =>
      log.warn({ err: error, session: session.sessionId }, 'use of a session not noted'),
    )
  }
  return { ...session, person: { ...session.person, admin } }
}

/** The session of whoever asks; null if nobody is signed in. Read once per request. */
export const currentSession = cache(async (): Promise<CurrentSession | null> => sessionOf(await sentSecret()))
