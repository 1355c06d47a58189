import { createHash, randomBytes } from 'node:crypto'
import type { Db } from '@/db/client'
import { createApiKey, revokeApiKey } from '@/db/commands/api-keys'
import { type Asker, askerAs } from '@/e2e/asker'
import { clock } from '@/e2e/dates'
import { lane } from '@/e2e/lane'
import { sessionOf } from '@/e2e/session'
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
  | 'refunds key'
  | 'key of another org'
  | 'revoked key'

/** Nora owns Alpenblick, Beat does its billing, Mia works there; Luc owns another org; Ada runs the platform. */
const names: Readonly<Record<Exclude<Person, 'nobody'>, string>> = {
  member: 'Mia Frei',
  billing: 'Beat Graf',
  owner: 'Nora Keller',
  stranger: 'Luc Favre',
  admin: 'Ada Ammann',
}

/** What sends the session of a person along. */
export const cookiesOf = async (name: string): Promise<Readonly<Record<string, string>>> => {
  const { cookies } = await sessionOf(lane().url, name)
  return { cookie: cookies.map((each) => `${each.name}=${each.value}`).join('; ') }
}

/** What asks as each person, once signed in. */
export const people = async (): Promise<Record<Person, Asker>> => {
  const askers = { nobody: askerAs() } as Record<Person, Asker>
  for (const [person, name] of Object.entries(names) as [Exclude<Person, 'nobody'>, string][]) {
    askers[person] = askerAs(await cookiesOf(name))
  }
  return askers
}

const keys: Readonly<Record<Machine, { readonly scopes: readonly Scope[]; readonly org: string | null }>> = {
  'usage key': { scopes: ['usage:write'], org: null },
  'tenants key': { scopes: ['tenants:write'], org: null },
  'backfill key': { scopes: ['backfill:write'], org: null },
  'reader key': { scopes: ['usage:read'], org: null },
  'gate key': { scopes: ['gate:check'], org: null },
  'funds key': { scopes: ['funds:write'], org: null },
  'compute key': { scopes: ['compute:write'], org: null },
  'refunds key': { scopes: ['refunds:write'], org: null },
  'key of another org': { scopes: everyScope, org: 'helvetia-docs' },
  'revoked key': { scopes: everyScope, org: null },
}

/** The secrets of one key of each kind. */
export const machines = async (db: Db): Promise<Record<Machine, string>> => {
  const secrets = {} as Record<Machine, string>
  const now = clock()
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
