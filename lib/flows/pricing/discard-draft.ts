import { discardPriceDraft } from '@/db/commands/price-drafts'
import { auditEntry, type Ctx, requirePermission } from '@/lib/context'
import { type DraftAsked, staleDraft } from './open-draft'

/** An admin gives up the draft of a book's next version. What is published stays as it is. */
export const discardDraft = async (ctx: Ctx, { book, version }: DraftAsked): Promise<{ book: string }> => {
  requirePermission(ctx, 'platform:admin')
  const audit = auditEntry(ctx, 'prices.discard', { subject: book })
  if ((await discardPriceDraft(ctx.db, book, version, audit)) === 'stale') throw staleDraft()
  return { book }
}
