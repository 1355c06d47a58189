import { hash } from 'node:crypto'
import { appDb } from '@/db/app'
import { touchApiKey } from '@/db/commands/api-keys'
import { findApiKey, type KnownKey } from '@/db/queries/platform'
import { clock } from '@/lib/compose'
import type { Actor } from '@/lib/core/access/permit'
import { Refusal } from '@/lib/platform/errors'
import { log } from '@/lib/platform/log'
import { recall } from '@/lib/platform/recall'

const bearer = /^Bearer ([\w-]{20,200})$/i

/** How long a key is remembered: after that long at most, one that was revoked is refused everywhere. */
const rememberedMs = 1000
const mostRemembered = 1000

/** The key whose secret has this SHA-256, in base 64. Callers come often: a good key is looked up once a second. */
const keyOf = recall<KnownKey | null>({
  read: async (secretSha256) => {
    const key = await findApiKey(appDb(), Buffer.from(secretSha256, 'base64'))
    if (key && !key.revoked && key.usedLongAgo) {
      touchApiKey(appDb(), key.keyId, clock()).catch((error: unknown) => log.warn({ err: error }, 'key use not noted'))
    }
    return key
  },
  keeps: (key) => key !== null && !key.revoked,
  ms: rememberedMs,
  most: mostRemembered,
})

/**
 * The machine behind a request: at once, if its key is remembered. The secret is looked up by its hash, so that
 * comparing takes the same time for any.
 * @throws Refusal `unauthenticated` for a key that is unknown or revoked; a request without one is nobody's.
 */
export const machineActor = (request: Request): Actor | Promise<Actor> => {
  const header = request.headers.get('authorization')
  if (header === null) return { kind: 'nobody' }
  const secret = bearer.exec(header.trim())?.[1]
  const found = secret ? keyOf(hash('sha256', secret, 'base64')) : null
  return found instanceof Promise ? found.then(actorOf) : actorOf(found)
}

const actorOf = (found: KnownKey | null): Actor => {
  if (!found || found.revoked) throw new Refusal('unauthenticated', 'This API key is unknown or revoked.')
  return { kind: 'machine', keyId: found.keyId, scopes: found.scopes, org: found.orgId }
}
