import { hash } from 'node:crypto'
import { appDb } from '@/db/app'
import { touchApiKey } from '@/db/commands/api-keys'
import { findApiKey, type KnownKey } from '@/db/queries/platform'
import { clock } from '@/lib/compose'
import type { Actor } from '@/lib/core/access/permit'
import { Refusal } from '@/lib/platform/errors'
import { log } from '@/lib/platform/log'

const bearer = /^Bearer ([\w-]{20,200})$/i

/** How long a key is remembered: after that long at most, one that was revoked is refused everywhere. */
const rememberedMs = 1000
const mostRemembered = 1000

type Remembered = { readonly key: KnownKey; readonly until: number }
const remembered = new Map<string, Remembered>()

/** The key with this secret. Callers come often: a good key is looked up once a second. */
const keyOf = async (secret: string): Promise<KnownKey | null> => {
  const name = hash('sha256', secret, 'base64')
  const known = remembered.get(name)
  if (known && performance.now() < known.until) return { ...known.key, usedLongAgo: false }
  remembered.delete(name)
  const key = await findApiKey(appDb(), Buffer.from(name, 'base64'))
  if (key && !key.revoked) {
    if (remembered.size >= mostRemembered) remembered.clear()
    remembered.set(name, { key, until: performance.now() + rememberedMs })
  }
  return key
}

/**
 * The machine behind a request. The secret is looked up by its hash, so that comparing takes the same time for any.
 * @throws Refusal `unauthenticated` for a key that is unknown or revoked; a request without one is nobody's.
 */
export const machineActor = async (request: Request): Promise<Actor> => {
  const header = request.headers.get('authorization')
  if (header === null) return { kind: 'nobody' }
  const secret = bearer.exec(header.trim())?.[1]
  const found = secret ? await keyOf(secret) : null
  if (!found || found.revoked) throw new Refusal('unauthenticated', 'This API key is unknown or revoked.')
  if (found.usedLongAgo) {
    touchApiKey(appDb(), found.keyId, clock()).catch((error: unknown) => log.warn({ err: error }, 'key use not noted'))
  }
  return { kind: 'machine', keyId: found.keyId, scopes: found.scopes, org: found.orgId }
}
