import { listApiKeys } from '@/db/queries/platform'
import { type Ctx, requirePermission } from '@/lib/context'
import { type Scope, scopes } from '@/lib/core/access/permit'
import { type OrgName, orgNames } from './admin-invoice-run'
import { platformZone } from './platform-zone'

export type AdminApiKeys = {
  readonly keys: readonly {
    readonly id: string
    readonly name: string
    readonly prefix: string
    readonly scopes: readonly string[]
    readonly orgName: string | null
    readonly createdAt: string
    readonly lastUsedAt: string | null
    readonly revokedAt: string | null
  }[]
  readonly scopes: readonly Scope[]
  readonly orgs: readonly OrgName[]
  readonly zone: string
}

/** The keys of machines, without anything a secret could be guessed from. Those in use come first. */
export const adminApiKeys = async (ctx: Ctx): Promise<AdminApiKeys> => {
  requirePermission(ctx, 'platform:admin')
  const [rows, orgs] = await Promise.all([listApiKeys(ctx.db), orgNames(ctx)])
  const keys = rows.map(({ keyId, name, prefix, scopes: may, orgId, createdAt, lastUsedAt, revokedAt }) => ({
    id: keyId,
    name,
    prefix,
    scopes: may,
    orgName: orgId === null ? null : (orgs.find(({ org }) => org === orgId)?.name ?? orgId),
    createdAt: createdAt.toString(),
    lastUsedAt: lastUsedAt?.toString() ?? null,
    revokedAt: revokedAt?.toString() ?? null,
  }))
  const inUse = keys.filter(({ revokedAt }) => revokedAt === null)
  const ended = keys.filter(({ revokedAt }) => revokedAt !== null)
  return { keys: [...inUse, ...ended], scopes, orgs, zone: platformZone }
}
