import { createHash, randomBytes } from 'node:crypto'
import { revokeApiKey as endKey, createApiKey as writeKey } from '@/db/commands/api-keys'
import { findOrg } from '@/db/queries/orgs'
import { auditEntry, type Ctx, requirePermission } from '@/lib/context'
import { actorName, type Scope } from '@/lib/core/access/permit'
import { Refusal } from '@/lib/platform/errors'
import { newId } from '@/lib/platform/ids'

const shownCharacters = 12

/**
 * An admin makes a key for a machine: 256 random bits, answered here once and kept as a hash.
 * @param org limits the key to one org; null speaks for the whole platform.
 */
export const createApiKey = async (
  ctx: Ctx,
  { name, scopes, org }: { readonly name: string; readonly scopes: readonly Scope[]; readonly org: string | null },
): Promise<{ readonly keyId: string; readonly secret: string }> => {
  requirePermission(ctx, 'platform:admin')
  if (org !== null && !(await findOrg(ctx.db, org, ctx.now))) {
    throw new Refusal('unknown_org', `There is no organization ${org}.`, { field: 'org' })
  }
  const keyId = newId('key')
  const secret = `kontor_${randomBytes(32).toString('base64url')}`
  const prefix = secret.slice(0, shownCharacters)
  await writeKey(
    ctx.db,
    {
      keyId,
      name,
      prefix,
      secretSha256: createHash('sha256').update(secret).digest('hex'),
      scopes,
      org,
      createdAt: ctx.now,
      createdBy: actorName(ctx.actor),
    },
    auditEntry(ctx, 'api_key.create', { org: org ?? '', subject: keyId, after: { name, scopes, org, prefix } }),
  )
  return { keyId, secret }
}

/** An admin ends a key; its next call is refused. */
export const revokeApiKey = async (ctx: Ctx, keyId: string): Promise<void> => {
  requirePermission(ctx, 'platform:admin')
  const outcome = await endKey(ctx.db, keyId, ctx.now, auditEntry(ctx, 'api_key.revoke', { subject: keyId }))
  if (outcome === 'unknown') throw new Refusal('not_found', 'There is no such key.')
}
