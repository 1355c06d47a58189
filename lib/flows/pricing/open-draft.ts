import { findPriceDraft, type PriceDraft } from '@/db/queries/price-drafts'
import type { Ctx } from '@/lib/context'
import type { MonthDays } from '@/lib/core/pricing/what-if-lines'
import { whatIfMonths } from '@/lib/core/pricing/what-if-summary'
import { dayAt } from '@/lib/core/time/billing-day'
import { platformZone } from '@/lib/core/time/platform-zone'
import { Refusal } from '@/lib/platform/errors'

/** A draft as it was on the screen. */
export type DraftAsked = { readonly book: string; readonly version: number }

export const staleDraft = (): Refusal =>
  new Refusal('stale', 'This draft was changed, published or discarded meanwhile. Reload to see what is there now.')

/** The draft that was on the screen, refused where it is another by now, and the months that a what-if looks back on. */
export const openDraft = async (
  ctx: Ctx,
  { book, version }: DraftAsked,
): Promise<{ draft: PriceDraft; months: readonly MonthDays[] }> => {
  const draft = await findPriceDraft(ctx.db, book)
  if (draft?.version !== version) throw staleDraft()
  return { draft, months: whatIfMonths(dayAt(ctx.now, platformZone)) }
}
