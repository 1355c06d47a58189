import { listOrgSummaries, type OrgSummary } from '@/db/queries/org-summaries'
import { listPriceBookNames } from '@/db/queries/price-books'
import { type Ctx, requirePermission } from '@/lib/context'
import { type Page, pageOf } from './page-of'

export type PriceBookChoice = { readonly id: string; readonly name: string; readonly currency: string }
export type AdminOrganizations = Page<OrgSummary> & { readonly priceBooks: readonly PriceBookChoice[] }

/** What a new customer is billed in unless somebody chooses otherwise; its first tax treatment is domestic too. */
const homeCurrency = 'CHF'

export const priceBookChoices = async ({ db }: Ctx): Promise<PriceBookChoice[]> => {
  const books = await listPriceBookNames(db)
  const home = books.filter(({ currency }) => currency === homeCurrency)
  return [...home, ...books.filter(({ currency }) => currency !== homeCurrency)].map(({ name, currency }) => ({
    id: name,
    name,
    currency,
  }))
}

/** A page of all organizations, and the books a new one can be given. */
export const adminOrganizations = async (ctx: Ctx, query: string, page: number): Promise<AdminOrganizations> => {
  requirePermission(ctx, 'platform:admin')
  const { db, now } = ctx
  const [found, priceBooks] = await Promise.all([
    pageOf(page, (skip, most) => listOrgSummaries(db, { query, now, skip, most })),
    priceBookChoices(ctx),
  ])
  return { ...found, priceBooks }
}
