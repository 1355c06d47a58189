import { appendAudit } from '@/db/commands/append-audit'
import { auditEntry, type Ctx } from '@/lib/context'
import { actorName } from '@/lib/core/access/permit'

/** Writes down that somebody has a job run at once. Answers their name, as runs keep it. */
export const noteAsked = async (ctx: Ctx, job: string): Promise<string> => {
  await appendAudit(ctx.db, auditEntry(ctx, 'job.run', { subject: job }))
  return actorName(ctx.actor)
}
