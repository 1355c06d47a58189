import { listOrgs } from '@/db/queries/orgs'
import { type Ctx, requirePermission } from '@/lib/context'

/** What organizations are called, by id; for admins. */
export const orgNames = async (ctx: Ctx, ids: readonly string[]): Promise<Readonly<Record<string, string>>> => {
  requirePermission(ctx, 'platform:admin')
  const wanted = new Set(ids)
  const orgs = wanted.size === 0 ? [] : await listOrgs(ctx.db, ctx.now)
  return Object.fromEntries(orgs.filter(({ org }) => wanted.has(org)).map(({ org, name }) => [org, name]))
}
