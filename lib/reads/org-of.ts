import { cache } from 'react'
import type { Db } from '@/db/client'
import { findStoredOrg, type Org, orgAt } from '@/db/queries/orgs'
import { type Ctx, requirePermission } from '@/lib/context'
import type { Permission } from '@/lib/core/access/permit'
import { Refusal } from '@/lib/platform/errors'

/** One look at an org per request, though the frame and the page both ask. */
const lookUp = cache((db: Db, org: string) => findStoredOrg(db, org))

/**
 * The org a page is about, for those who may see it.
 * @throws Refusal `not_found` where it is not there or not theirs: the two can't be told apart.
 */
export const orgOf = async (ctx: Ctx, org: string, permission: Permission = 'org:read'): Promise<Org> => {
  requirePermission(ctx, permission, org)
  const found = await lookUp(ctx.db, org)
  if (!found) throw new Refusal('not_found', 'There is nothing here, or it is not yours to see.')
  return orgAt(found, ctx.now)
}
