import type { SavedTerms } from '@/db/queries/orgs'
import type { Ctx } from '@/lib/context'
import { type BillingTerms, changesOf, firstDay } from '@/lib/core/pricing/billing-terms'
import type { Day } from '@/lib/core/time/day'
import { actorNames } from './actor-names'

export type TermsChange = {
  /** Null for the terms from the beginning. */
  readonly effectiveOn: Day | null
  readonly planned: boolean
  readonly savedAt: string
  readonly savedBy: string
  readonly changes: readonly { readonly field: string; readonly from: string; readonly to: string }[]
}

const treatments = {
  domestic: 'Swiss VAT',
  export: 'export',
  reverse_charge: 'reverse charge',
  exempt: 'exempt',
} as const

/** Terms as admins read them. */
const wordsOf = ({ buyer, ...terms }: BillingTerms): Readonly<Record<string, string>> => ({
  'Legal name': buyer.name,
  Address: [`${buyer.street} ${buyer.buildingNumber}`.trim(), `${buyer.postalCode} ${buyer.town}`.trim(), buyer.country]
    .filter(Boolean)
    .join(', '),
  'VAT number': buyer.vatNumber,
  'Price book': terms.priceBook,
  'Tax treatment': treatments[terms.treatment] + (terms.exemption === '' ? '' : ` by ${terms.exemption}`),
  'Pays by': terms.payBy,
  'Payment terms': `${terms.termsDays} days`,
})

const differences = (before: BillingTerms, after: BillingTerms): TermsChange['changes'] => {
  const [from, to] = [wordsOf(before), wordsOf(after)]
  return Object.keys(to).flatMap((field) => {
    const [old = '', now = ''] = [from[field], to[field]]
    return old === now ? [] : [{ field, from: old, to: now }]
  })
}

/** How an org was billed from which day on, newest first, each with what it changed. */
export const termsHistory = async (ctx: Ctx, terms: readonly SavedTerms[], today: Day): Promise<TermsChange[]> => {
  const history = changesOf(terms)
  const nameOf = await actorNames(
    ctx,
    history.map(({ savedBy }) => savedBy),
  )
  return history
    .map((each, index) => {
      const before = history[index - 1]
      return {
        effectiveOn: each.effectiveOn === firstDay ? null : each.effectiveOn,
        planned: each.effectiveOn > today,
        savedAt: each.savedAt.toString(),
        savedBy: nameOf(each.savedBy),
        changes: before ? differences(before, each) : [],
      }
    })
    .reverse()
}
