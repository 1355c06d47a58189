import { retryNow as makeDue, type RetryOf } from '@/db/commands/retries'
import { auditEntry, type Ctx, requirePermission } from '@/lib/context'
import type { RetryKind } from '@/lib/core/jobs/retry'
import { Refusal } from '@/lib/platform/errors'

/** An admin has work that keeps failing tried again at once, instead of when its wait is over. */
export const retryNow = async (
  ctx: Ctx,
  { org, kind, reference }: RetryOf & { readonly kind: RetryKind },
): Promise<{ readonly outcome: 'due' }> => {
  requirePermission(ctx, 'platform:admin')
  const audit = auditEntry(ctx, 'job.retry', { org, subject: reference || kind, after: { kind, reference } })
  const outcome = await makeDue(ctx.db, kind, { org, reference }, ctx.now, audit)
  if (outcome === 'unknown') throw new Refusal('not_found', 'This does not wait any more.')
  return { outcome }
}
