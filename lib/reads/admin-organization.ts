import { loadDeclared } from '@/db/queries/declared-words'
import { firstUninvoicedDay } from '@/db/queries/invoices'
import { listMembers, type Member } from '@/db/queries/orgs'
import { listTenants, loadTenantEvents, type RecordedTenantEvent, type TenantRow } from '@/db/queries/tenants'
import type { Ctx } from '@/lib/context'
import { nameOfPrice } from '@/lib/core/pricing/spoken-prices'
import { inOrder, type TenantEventKind } from '@/lib/core/tenants/timeline'
import { dayAt } from '@/lib/core/time/billing-day'
import type { Day } from '@/lib/core/time/day'
import type { Declared } from '@/lib/core/usage/meter-words'
import { type PriceBookChoice, priceBookChoices } from './admin-organizations'
import { orgOf } from './org-of'
import { skillItems, type TenantSummary, tenantState } from './tenant-state'
import { type TermsChange, termsHistory } from './terms-history'

export type TenantDetail = TenantSummary & {
  readonly events: readonly {
    readonly id: string
    readonly kind: TenantEventKind
    readonly detail: string
    readonly at: string
  }[]
}

export type AdminOrganization = {
  readonly org: string
  readonly name: string
  /** What a change of the configuration starts from. */
  readonly version: number
  readonly config: Record<
    | 'displayName'
    | 'name'
    | 'street'
    | 'buildingNumber'
    | 'postalCode'
    | 'town'
    | 'country'
    | 'vatNumber'
    | 'email'
    | 'language'
    | 'zone'
    | 'priceBook'
    | 'treatment'
    | 'exemption'
    | 'payBy'
    | 'termsDays',
    string
  >
  /** From which day a change of the terms can hold, and today in the org's zone. */
  readonly days: { readonly first: Day | null; readonly today: Day }
  readonly history: readonly TermsChange[]
  readonly tenants: readonly TenantDetail[]
  readonly members: readonly Member[]
  readonly priceBooks: readonly PriceBookChoice[]
}

/** All an admin sees of one organization. */
export const adminOrganization = async (ctx: Ctx, slug: string): Promise<AdminOrganization> => {
  const found = await orgOf(ctx, slug, 'platform:admin')
  const { org, name, version, config } = found
  const { buyer, termsDays, exemption = '', ...terms } = config
  const today = dayAt(ctx.now, config.zone)
  const [first, history, tenants, events, members, priceBooks, declared] = await Promise.all([
    firstUninvoicedDay(ctx.db, slug),
    termsHistory(ctx, found.terms, today),
    listTenants(ctx.db, slug),
    loadTenantEvents(ctx.db, slug),
    listMembers(ctx.db, slug),
    priceBookChoices(ctx),
    loadDeclared(ctx.db),
  ])
  return {
    org,
    name,
    version,
    config: { ...buyer, ...terms, exemption, displayName: name, termsDays: String(termsDays) },
    days: { first, today },
    history,
    tenants: tenants.map((tenant) => detailOf(declared, tenant, events)),
    members,
    priceBooks,
  }
}

const detailOf = (declared: Declared, row: TenantRow, events: readonly RecordedTenantEvent[]): TenantDetail => ({
  name: row.tenant,
  state: tenantState(row),
  skills: skillItems(declared, row.skills),
  events: inOrder(events.filter((event) => event.tenant === row.tenant))
    .reverse()
    .map(({ id, kind, skill, at }) => ({
      id,
      kind,
      detail: nameOfPrice(declared, 'en', 'skill', skill),
      at: at.toString(),
    })),
})
