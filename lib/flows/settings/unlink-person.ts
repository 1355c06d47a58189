import { unlinkIdentities } from '@/db/commands/sign-in-identity'
import { findUserByEmail } from '@/db/queries/users'
import { auditEntry, type Ctx, requirePlatformPermission } from '@/lib/context'
import { Refusal } from '@/lib/platform/errors'

/**
 * Lets somebody of a new identity sign in as the person who was there: after a move to another identity provider, or if an
 * account there was made anew. Whoever comes next with the verified address is linked.
 * @returns how many identities were taken away.
 */
export const unlinkPerson = async (ctx: Ctx, email: string): Promise<number> => {
  requirePlatformPermission(ctx, 'platform:admin')
  const user = await findUserByEmail(ctx.db, email)
  if (!user) throw new Refusal('not_found', `Nobody has signed in with the address ${email}.`, { email })
  return unlinkIdentities(ctx.db, user.userId, auditEntry(ctx, 'person.unlink', { subject: user.userId }))
}
