import { removeMember as dropMember, setMember as writeMember } from '@/db/commands/settings'
import { findOrg, listMembers } from '@/db/queries/orgs'
import { findUserByEmail } from '@/db/queries/users'
import { auditEntry, type Ctx, requirePermission } from '@/lib/context'
import type { Role } from '@/lib/core/access/permit'
import { Refusal } from '@/lib/platform/errors'

/** Makes somebody who has signed in before a member of an org, or changes the role: an owner does, or an admin. */
export const setMember = async (ctx: Ctx, org: string, email: string, role: Role): Promise<{ userId: string }> => {
  requirePermission(ctx, 'org:members', org)
  if (!(await findOrg(ctx.db, org, ctx.now)))
    throw new Refusal('unknown_org', `There is no organization ${org}.`, { org })
  const user = await findUserByEmail(ctx.db, email)
  // An address that the provider took away from somebody may be another person's by now.
  if (!user?.emailVerified) {
    throw new Refusal('not_found', `${email} has not signed in yet; people become known at their first sign-in.`, {
      field: 'email',
      email,
    })
  }
  const before = (await listMembers(ctx.db, org)).find((member) => member.userId === user.userId)?.role ?? null
  const audit = auditEntry(ctx, 'member.set', { org, subject: user.userId, before, after: role })
  const outcome = await writeMember(ctx.db, org, user.userId, role, ctx.now, audit)
  if (outcome === 'last_owner') throw lastOwner('role')
  return { userId: user.userId }
}

/** Ends a membership: an owner does, or an admin. The last owner stays. */
export const removeMember = async (ctx: Ctx, org: string, userId: string): Promise<void> => {
  requirePermission(ctx, 'org:members', org)
  const before = (await listMembers(ctx.db, org)).find((member) => member.userId === userId)?.role ?? null
  const audit = auditEntry(ctx, 'member.remove', { org, subject: userId, before })
  const outcome = await dropMember(ctx.db, org, userId, audit)
  if (outcome === 'unknown') throw new Refusal('not_found', 'This person is no member.')
  if (outcome === 'last_owner') throw lastOwner()
}

const lastOwner = (field?: string): Refusal =>
  new Refusal(
    'last_owner',
    'This is the last owner. Make somebody else an owner first.',
    field === undefined ? {} : { field },
  )
