import { loadDeclared } from '@/db/queries/declared-words'
import { firstUninvoicedDay } from '@/db/queries/invoices'
import { listMembers, type Member } from '@/db/queries/orgs'
import { listTenants, loadTenantEvents, type RecordedTenantEvent, type TenantRow } from '@/db/queries/tenants'
import { countSessions } from '@/db/queries/user-sessions'
import type { Ctx } from '@/lib/context'
import { endedSince } from '@/lib/core/access/session'
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
  /** With the number of places where each is signed in. */
  readonly members: readonly (Member & { readonly sessions: number })[]
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
    membersOf(ctx, slug),
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

const membersOf = async (ctx: Ctx, slug: string): Promise<AdminOrganization['members']> => {
  const members = await listMembers(ctx.db, slug)
  const people = members.map(({ userId }) => userId)
  const sessions = await countSessions(ctx.db, people, endedSince(ctx.now))
  return members.map((member) => ({ ...member, sessions: sessions.get(member.userId) ?? 0 }))
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
