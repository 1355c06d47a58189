import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { readInstant } from '@/db/columns'
import { call } from '@/db/commands/call'
import type { TenantEvent, TenantEventKind } from '@/lib/core/tenants/timeline'

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
  call(async () => {
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
  call(async () => [
    ...(await db.$client<TenantRow[]>`
      select tenant, version, alive, suspended, skills from tenants where org_id = ${org} order by tenant`),
  ])

/** The org a tenant's name belongs to, with the tenant's version; null where the name is unknown. */
export const findTenant = (db: Db, tenant: string): Promise<{ org: string; version: number } | null> =>
  call(async () => {
    const [row] = await db.$client<{ org: string; version: number | null }[]>`
      select r.org_id as org, t.version from tenant_register r
        left join tenants t on t.org_id = r.org_id and t.tenant = r.tenant
       where r.tenant = ${tenant}`
    return row ? { org: row.org, version: row.version ?? 0 } : null
  })
