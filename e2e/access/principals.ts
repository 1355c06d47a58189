import { createHash, randomBytes } from 'node:crypto'
import { type APIRequestContext, expect, type PlaywrightWorkerArgs } from '@playwright/test'
import { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { createApiKey, revokeApiKey } from '@/db/commands/api-keys'
import { findUserByEmail } from '@/db/queries/users'
import { lane } from '@/e2e/lane'
import { scopes as everyScope, type Scope } from '@/lib/core/access/permit'
import { newId } from '@/lib/platform/ids'

export type Person = 'nobody' | 'member' | 'billing' | 'owner' | 'stranger' | 'admin'
export type Machine =
  | 'usage key'
  | 'tenants key'
  | 'backfill key'
  | 'reader key'
  | 'gate key'
  | 'funds key'
  | 'compute key'
  | 'key of another org'
  | 'revoked key'

/** Nora owns Alpenblick, Beat does its billing, Mia works there; Luc owns another org; Ada runs the platform. */
export const emails: Readonly<Record<Exclude<Person, 'nobody'>, string>> = {
  member: 'mia@alpenblick.example',
  billing: 'beat@alpenblick.example',
  owner: 'nora@alpenblick.example',
  stranger: 'luc@helvetia-docs.example',
  admin: 'ada@kontor.example',
}

type Playwright = PlaywrightWorkerArgs['playwright']

/** Signs in over HTTP, as the sign-in page does. */
export const signIn = async (request: APIRequestContext, userId: string): Promise<void> => {
  const { csrfToken } = (await (await request.get('/api/auth/csrf')).json()) as { csrfToken: string }
  const answer = await request.post('/api/auth/callback/demo', { form: { csrfToken, userId, json: 'true' } })
  expect(answer.status()).toBe(200)
}

/** One request context per person, each with its own cookies. */
export const people = async (playwright: Playwright, db: Db): Promise<Record<Person, APIRequestContext>> => {
  const context = () => playwright.request.newContext({ baseURL: lane().url, maxRedirects: 0 })
  const contexts = { nobody: await context() } as Record<Person, APIRequestContext>
  for (const [person, email] of Object.entries(emails) as [Exclude<Person, 'nobody'>, string][]) {
    contexts[person] = await context()
    const user = await findUserByEmail(db, email)
    await signIn(contexts[person], user?.userId ?? '')
  }
  return contexts
}

const keys: Readonly<Record<Machine, { readonly scopes: readonly Scope[]; readonly org: string | null }>> = {
  'usage key': { scopes: ['usage:write'], org: null },
  'tenants key': { scopes: ['tenants:write'], org: null },
  'backfill key': { scopes: ['backfill:write'], org: null },
  'reader key': { scopes: ['usage:read'], org: null },
  'gate key': { scopes: ['gate:check'], org: null },
  'funds key': { scopes: ['funds:write'], org: null },
  'compute key': { scopes: ['compute:write'], org: null },
  'key of another org': { scopes: everyScope, org: 'helvetia-docs' },
  'revoked key': { scopes: everyScope, org: null },
}

/** The secrets of one key of each kind. */
export const machines = async (db: Db): Promise<Record<Machine, string>> => {
  const secrets = {} as Record<Machine, string>
  const now = Temporal.Now.instant()
  for (const [machine, { scopes, org }] of Object.entries(keys) as [Machine, (typeof keys)[Machine]][]) {
    const secret = `kontor_${randomBytes(32).toString('base64url')}`
    const keyId = newId('key')
    const secretSha256 = createHash('sha256').update(secret).digest('hex')
    await createApiKey(
      db,
      {
        keyId,
        name: machine,
        prefix: secret.slice(0, 12),
        secretSha256,
        scopes,
        org,
        createdAt: now,
        createdBy: 'test',
      },
      null,
    )
    if (machine === 'revoked key') await revokeApiKey(db, keyId, now, null)
    secrets[machine] = secret
  }
  return secrets
}
