import { listMembers, type Member } from '@/db/queries/orgs'
import { listTenants, loadTenantEvents, type RecordedTenantEvent, type TenantRow } from '@/db/queries/tenants'
import type { Ctx } from '@/lib/context'
import { inOrder, type TenantEventKind } from '@/lib/core/tenants/timeline'
import { type PriceBookChoice, priceBookChoices } from './admin-organizations'
import { orgOf } from './org-of'
import { type TenantSummary, tenantState } from './tenant-state'

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
    | 'payBy'
    | 'termsDays',
    string
  >
  readonly tenants: readonly TenantDetail[]
  readonly members: readonly Member[]
  readonly priceBooks: readonly PriceBookChoice[]
}

/** All an admin sees of one organization. */
export const adminOrganization = async (ctx: Ctx, slug: string): Promise<AdminOrganization> => {
  const { org, name, version, config } = await orgOf(ctx, slug, 'platform:admin')
  const { buyer, termsDays, ...terms } = config
  const [tenants, events, members, priceBooks] = await Promise.all([
    listTenants(ctx.db, slug),
    loadTenantEvents(ctx.db, slug),
    listMembers(ctx.db, slug),
    priceBookChoices(ctx),
  ])
  return {
    org,
    name,
    version,
    config: { ...buyer, ...terms, displayName: name, termsDays: String(termsDays) },
    tenants: tenants.map((tenant) => detailOf(tenant, events)),
    members,
    priceBooks,
  }
}

const detailOf = (row: TenantRow, events: readonly RecordedTenantEvent[]): TenantDetail => ({
  name: row.tenant,
  state: tenantState(row),
  skills: row.skills,
  events: inOrder(events.filter((event) => event.tenant === row.tenant))
    .reverse()
    .map(({ id, kind, skill, at }) => ({ id, kind, detail: skill, at: at.toString() })),
})
