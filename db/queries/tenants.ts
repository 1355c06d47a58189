import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { readInstant } from '@/db/columns'
import type { KnownTenant } from '@/lib/core/tenants/bind-names'
import type { TenantEvent, TenantEventKind } from '@/lib/core/tenants/timeline'
import { lookUp } from './look-up'

type EventRow = {
  id: string
  tenant: string
  kind: TenantEventKind
  skill: string
  at: string
  recorded_at: string
  recorded_by: string
  sequence: string
}

export type RecordedTenantEvent = TenantEvent & { readonly recordedAt: Temporal.Instant; readonly recordedBy: string }

const eventOf = (row: EventRow): RecordedTenantEvent => ({
  id: row.id,
  tenant: row.tenant,
  kind: row.kind,
  skill: row.skill,
  at: readInstant(row.at),
  sequence: BigInt(row.sequence),
  recordedAt: readInstant(row.recorded_at),
  recordedBy: row.recorded_by,
})

/**
 * The recorded events of an org's tenants.
 * @param upTo the highest sequence to read; events after it are as if they were not there.
 */
export const loadTenantEvents = (
  db: Db,
  org: string,
  { tenant = null, upTo = null }: { tenant?: string | null; upTo?: string | null } = {},
): Promise<RecordedTenantEvent[]> =>
  lookUp(async () => {
    const sql = db.$client
    const chosen = sql`org_id = ${org}
      ${tenant === null ? sql`` : sql`and tenant = ${tenant}`} ${upTo === null ? sql`` : sql`and sequence <= ${upTo}`}`
    const columns = sql`occurred_at as at, recorded_at, recorded_by, sequence::text`
    const rows = await sql<EventRow[]>`
      select event_id as id, tenant, kind, '' as skill, ${columns} from tenant_billing_lifecycle where ${chosen}
      union all
      select event_id, tenant, kind, skill, ${columns} from tenant_skill_events where ${chosen}
      union all
      select event_id, tenant, kind, '', ${columns} from tenant_suspension_events where ${chosen}`
    return rows.map(eventOf)
  })

export type TenantRow = {
  readonly tenant: string
  readonly version: number
  readonly alive: boolean
  readonly suspended: boolean
  readonly skills: readonly string[]
}

export const listTenants = (db: Db, org: string): Promise<TenantRow[]> =>
  lookUp(async () => [
    ...(await db.$client<TenantRow[]>`
      select tenant, version, alive, suspended, skills from tenants where org_id = ${org} order by tenant`),
  ])

/** The org a tenant's name belongs to, with the tenant's version; null where the name is unknown. */
export const findTenant = (db: Db, tenant: string): Promise<{ org: string; version: number } | null> =>
  lookUp(async () => {
    const [row] = await db.$client<{ org: string; version: number | null }[]>`
      select r.org_id as org, t.version from tenant_register r
        left join tenants t on t.org_id = r.org_id and t.tenant = r.tenant
       where r.tenant = ${tenant}`
    return row ? { org: row.org, version: row.version ?? 0 } : null
  })

/** Names on record among these: whose each is, and its present or last life. */
export const findTenants = (db: Db, names: readonly string[]): Promise<KnownTenant[]> =>
  lookUp(async () => {
    const sql = db.$client
    const owners = await sql<{ tenant: string; org: string }[]>`
      select tenant, org_id as org from tenant_register where tenant = any(${[...names]})`
    const orgs = [...new Set(owners.map(({ org }) => org))]
    const found = owners.map(({ tenant }) => tenant)
    const rows = await sql<{ org: string; tenant: string; alive: boolean; created: string; deleted: string | null }[]>`
      select t.org_id as org, t.tenant, t.alive, max(l.occurred_at) filter (where l.kind = 'created') as created,
             max(l.occurred_at) filter (where l.kind = 'deleted') as deleted
        from tenants t join tenant_billing_lifecycle l on l.org_id = t.org_id and l.tenant = t.tenant
       where t.org_id = any(${orgs}) and t.tenant = any(${found}) group by t.org_id, t.tenant, t.alive`
    return rows
      .filter(({ created }) => created !== null)
      .map(({ created, deleted, ...row }) => ({
        ...row,
        createdAt: readInstant(created),
        deletedAt: deleted === null ? null : readInstant(deleted),
      }))
  })

/** The tenants that are recorded living, of one org or of all. */
export const listLivingTenants = (db: Db, org: string | null): Promise<{ org: string; tenant: string }[]> =>
  lookUp(async () => [
    ...(await db.$client<{ org: string; tenant: string }[]>`
      select org_id as org, tenant from tenants
       where alive ${org === null ? db.$client`` : db.$client`and org_id = ${org}`} order by org_id, tenant`),
  ])
