import { noteWhatIf } from '@/db/commands/price-drafts'
import { fingerprintOf } from '@/db/queries/price-drafts'
import { loadWhatIf } from '@/db/queries/what-if'
import { type Ctx, requirePermission } from '@/lib/context'
import { readPriceSet } from '@/lib/core/pricing/price-set'
import { whatIf } from '@/lib/core/pricing/what-if'
import { type DraftAsked, openDraft, staleDraft } from './open-draft'

/**
 * Runs a draft over the last months of real usage (B3) and notes that it was: the draft may be published as long as it
 * stays as it is. Nothing else changes.
 * @returns how many organizations had something to charge.
 */
export const runWhatIf = async (ctx: Ctx, asked: DraftAsked): Promise<{ book: string; orgs: number }> => {
  requirePermission(ctx, 'platform:admin')
  const { draft, months } = await openDraft(ctx, asked)
  const facts = await loadWhatIf(ctx.db, draft.book, draft.currency, months)
  const { cells } = whatIf(facts, readPriceSet(draft.prices))
  const fingerprint = fingerprintOf(
    draft,
    months.map(({ month }) => month),
  )
  if ((await noteWhatIf(ctx.db, draft.book, draft.version, fingerprint, ctx.now)) === 'stale') throw staleDraft()
  return { book: draft.book, orgs: new Set(cells.map(({ org }) => org)).size }
}
