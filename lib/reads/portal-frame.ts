import { offersMachines } from '@/db/queries/compute'
import { findPerson } from '@/db/queries/users'
import type { Ctx } from '@/lib/context'
import { orgOf } from './org-of'

export type OrgChoice = { readonly id: string; readonly name: string }
export type PortalFrame = {
  readonly org: OrgChoice
  readonly orgs: readonly OrgChoice[]
  /** Whether there are machines to choose. */
  readonly machines: boolean
}

/** The org the portal is about, and the others the person belongs to. An admin finds the rest in the admin pages. */
export const portalFrame = async (ctx: Ctx, slug: string): Promise<PortalFrame> => {
  const { org: id, name } = await orgOf(ctx, slug)
  const [person, machines] = await Promise.all([
    ctx.actor.kind === 'user' ? findPerson(ctx.db, ctx.actor.userId) : null,
    offersMachines(ctx.db),
  ])
  const own = (person?.memberships ?? []).map(({ org, orgName }) => ({ id: org, name: orgName }))
  const orgs = own.some((choice) => choice.id === id) ? own : [{ id, name }, ...own]
  return { org: { id, name }, orgs, machines }
}
