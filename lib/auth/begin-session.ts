import { headers } from 'next/headers'
import { peopleDb } from '@/db/app'
import { startSession } from '@/db/commands/user-sessions'
import { clock } from '@/lib/compose'
import { auditEntryBy } from '@/lib/context'
import { deviceOf } from '@/lib/core/access/device'
import { endedSince, sessionLimits } from '@/lib/core/access/session'
import { newId } from '@/lib/platform/ids'
import { log } from '@/lib/platform/log'
import { ownAddress } from './address'
import { hashOfSecret, newSecret, sentSecret } from './session-secret'

/** Starts a session of somebody who was let in, in place of the one this browser had. Answers the secret for its cookie. */
export const beginSession = async (userId: string, via: 'oidc' | 'demo'): Promise<string> => {
  const [secret, sent, now, from] = [newSecret(), await headers(), clock(), await ownAddress()]
  const sessionId = newId('ses')
  const device = deviceOf(sent.get('user-agent') ?? '')
  const secretSha256 = hashOfSecret(secret)
  if (!secretSha256) throw new Error('a new secret is none')
  await startSession(
    peopleDb(),
    { sessionId, secretSha256, userId, via, device, at: now },
    { secretSha256: hashOfSecret(await sentSecret()), most: sessionLimits.mostPerPerson, ...endedSince(now) },
    auditEntryBy(`user:${userId}`, now, 'session.start', { subject: sessionId, after: { via, device, from } }),
  )
  log.info({ actor: `user:${userId}`, session: sessionId, via }, 'signed in')
  return secret
}
