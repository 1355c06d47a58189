import { findPerson } from '@/db/queries/users'
import type { Ctx } from '@/lib/context'
import { orgOf } from './org-of'

export type OrgChoice = { readonly id: string; readonly name: string }
export type PortalFrame = { readonly org: OrgChoice; readonly orgs: readonly OrgChoice[] }

/** The org the portal is about, and the others the person belongs to. An admin finds the rest in the admin pages. */
export const portalFrame = async (ctx: Ctx, slug: string): Promise<PortalFrame> => {
  const { org: id, name } = await orgOf(ctx, slug)
  const person = ctx.actor.kind === 'user' ? await findPerson(ctx.db, ctx.actor.userId) : null
  const own = (person?.memberships ?? []).map(({ org, orgName }) => ({ id: org, name: orgName }))
  return { org: { id, name }, orgs: own.some((choice) => choice.id === id) ? own : [{ id, name }, ...own] }
}
