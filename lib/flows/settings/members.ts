import { removeMember as dropMember, setMember as writeMember } from '@/db/commands/settings'
import { findOrg, listMembers } from '@/db/queries/orgs'
import { findUserByEmail } from '@/db/queries/users'
import { auditEntry, type Ctx, requirePermission } from '@/lib/context'
import type { Role } from '@/lib/core/access/permit'
import { Refusal } from '@/lib/platform/errors'

/** An admin makes somebody who has signed in before a member of an org, or changes the role. */
export const setMember = async (ctx: Ctx, org: string, email: string, role: Role): Promise<{ userId: string }> => {
  requirePermission(ctx, 'platform:admin')
  if (!(await findOrg(ctx.db, org))) throw new Refusal('unknown_org', `There is no organization ${org}.`, { org })
  const user = await findUserByEmail(ctx.db, email)
  if (!user) {
    throw new Refusal('not_found', `${email} has not signed in yet; people become known at their first sign-in.`, {
      field: 'email',
    })
  }
  const before = (await listMembers(ctx.db, org)).find((member) => member.userId === user.userId)?.role ?? null
  const audit = auditEntry(ctx, 'member.set', { org, subject: user.userId, before, after: role })
  await writeMember(ctx.db, org, user.userId, role, ctx.now, audit)
  return { userId: user.userId }
}

/** An admin ends a membership. */
export const removeMember = async (ctx: Ctx, org: string, userId: string): Promise<void> => {
  requirePermission(ctx, 'platform:admin')
  const before = (await listMembers(ctx.db, org)).find((member) => member.userId === userId)?.role ?? null
  const audit = auditEntry(ctx, 'member.remove', { org, subject: userId, before })
  const outcome = await dropMember(ctx.db, org, userId, audit)
  if (outcome === 'unknown') throw new Refusal('not_found', 'This person is no member.')
}
