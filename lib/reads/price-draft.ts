import { loadDeclared } from '@/db/queries/declared-words'
import { loadPriceBooks } from '@/db/queries/price-books'
import { findPriceDraft, fingerprintOf, type PriceDraft } from '@/db/queries/price-drafts'
import { type Ctx, requirePermission } from '@/lib/context'
import { differences, type PriceChange } from '@/lib/core/pricing/differences'
import { latestVersion, type PriceBook } from '@/lib/core/pricing/price-book'
import { readPriceSet } from '@/lib/core/pricing/price-set'
import { type SpokenChange, spokenChange } from '@/lib/core/pricing/spoken-prices'
import { whatIfMonths } from '@/lib/core/pricing/what-if-summary'
import { dayAt } from '@/lib/core/time/billing-day'
import type { Declared } from '@/lib/core/usage/meter-words'
import { Refusal } from '@/lib/platform/errors'
import { actorNames } from './actor-names'
import { shownPrices } from './admin-pricing'
import { platformZone } from './platform-zone'
import { type WhatIfView, whatIfView } from './what-if'

export type PriceDraftPage = Awaited<ReturnType<typeof priceDraftPage>>

/** Newer versions than the one a draft follows, and what they changed. */
export type Overtaken = { readonly from: number; readonly to: number; readonly changes: readonly SpokenChange[] }

/** Whether the prices of a draft were run over the last months, and with what result. */
export type WhatIfState =
  | { readonly state: 'missing' }
  /** Run on other prices, or in another month. */
  | { readonly state: 'outdated'; readonly at: string }
  | { readonly state: 'current'; readonly at: string; readonly result: WhatIfView }

/**
 * The draft of a book's next version, or what a new one starts from.
 * @param asked `book` empty: a new book. `least`: orgs with the smallest change first.
 */
export const priceDraftPage = async (
  ctx: Ctx,
  asked: { readonly book: string | undefined; readonly least: boolean },
) => {
  requirePermission(ctx, 'platform:admin')
  const today = dayAt(ctx.now, platformZone)
  const frame = { today, zone: platformZone }
  if (asked.book === undefined) return { ...frame, ...newBook }
  const [draft, books, declared] = await Promise.all([
    findPriceDraft(ctx.db, asked.book),
    loadPriceBooks(ctx.db, [asked.book]),
    loadDeclared(ctx.db),
  ])
  const book = books.get(asked.book)
  if (!draft && !book) throw new Refusal('not_found', `There is no price book ${asked.book}.`)
  const published = book?.versions.find(({ version }) => version === latestVersion(book)) ?? null
  const currency = draft?.currency ?? book?.currency ?? 'CHF'
  return {
    ...frame,
    book: { name: asked.book, currency, latest: published?.version ?? 0 },
    published: published ? shownPrices(published) : null,
    draft: draft ? await shownDraft(ctx, draft) : null,
    overtaken: draft && book ? overtakenBy(draft, book, declared) : null,
    changes: draft ? spoken(declared, differences(published, readPriceSet(draft.prices))) : [],
    whatIf: draft ? await whatIfState(ctx, draft, today, asked.least, declared) : null,
  }
}

const newBook = { book: null, published: null, draft: null, overtaken: null, changes: [], whatIf: null } as const

const shownDraft = async (ctx: Ctx, draft: PriceDraft) => {
  const nameOf = await actorNames(ctx, [draft.savedBy])
  const { version, baseVersion, effectiveOn, note, savedAt } = draft
  return {
    version,
    baseVersion,
    effectiveFrom: effectiveOn,
    note,
    savedAt,
    savedBy: nameOf(draft.savedBy),
    ...shownPrices(readPriceSet(draft.prices)),
  }
}

const spoken = (declared: Declared, changes: readonly PriceChange[]): SpokenChange[] =>
  changes.map((each) => spokenChange(declared, 'en', each))

const overtakenBy = ({ baseVersion }: PriceDraft, book: PriceBook, declared: Declared): Overtaken | null => {
  const newest = latestVersion(book)
  const to = book.versions.find(({ version }) => version === newest)
  if (newest === baseVersion || !to) return null
  const from = book.versions.find(({ version }) => version === baseVersion) ?? null
  return { from: baseVersion, to: newest, changes: spoken(declared, differences(from, to)) }
}

const whatIfState = async (
  ctx: Ctx,
  draft: PriceDraft,
  today: string,
  least: boolean,
  declared: Declared,
): Promise<WhatIfState> => {
  if (draft.whatIf === '' || draft.whatIfAt === null) return { state: 'missing' }
  const months = whatIfMonths(today)
  const fingerprint = fingerprintOf(
    draft,
    months.map(({ month }) => month),
  )
  if (fingerprint !== draft.whatIf) return { state: 'outdated', at: draft.whatIfAt }
  return { state: 'current', at: draft.whatIfAt, result: await whatIfView(ctx, draft, months, least, declared) }
}
