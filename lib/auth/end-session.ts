import { cookies } from 'next/headers'
import { peopleDb } from '@/db/app'
import { endSessions } from '@/db/commands/user-sessions'
import { findSession } from '@/db/queries/user-sessions'
import { clock } from '@/lib/compose'
import { auditEntryBy } from '@/lib/context'
import { log } from '@/lib/platform/log'
import { hashOfSecret, sentSecret } from './session-secret'

const sessionCookie = /^(__Secure-)?next-auth\.session-token(\.\d+)?$/

/** Ends the session that a secret opens: a copy of the cookie opens nothing any more. */
export const endSessionOf = async (secret: string | undefined): Promise<void> => {
  const hash = hashOfSecret(secret)
  const session = hash && (await findSession(peopleDb(), hash))
  if (!session) return
  const { sessionId, person } = session
  const entry = auditEntryBy(`user:${person.userId}`, clock(), 'session.end', { subject: sessionId })
  await endSessions(peopleDb(), person.userId, sessionId, entry)
  log.info({ actor: `user:${person.userId}`, session: sessionId }, 'signed out')
}

/** Ends the session of this browser and takes its cookie back. A cookie marked secure is only taken back by one that is secure too. */
export const endSession = async (): Promise<void> => {
  await endSessionOf(await sentSecret())
  const jar = await cookies()
  for (const { name } of jar.getAll()) {
    if (!sessionCookie.test(name)) continue
    const secure = name.startsWith('__Secure-')
    jar.set(name, '', { path: '/', maxAge: 0, httpOnly: true, sameSite: 'lax', secure })
  }
}
