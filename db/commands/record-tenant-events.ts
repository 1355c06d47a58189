import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { call } from './call'
import { json, only } from './json'

export type NewTenantEvent = {
  readonly table: 'lifecycle' | 'skill' | 'suspension'
  readonly id: string
  readonly kind: string
  readonly skill: string
  /** ISO-8601 instant. */
  readonly at: string
}

export type TenantWrite = {
  readonly org: string
  readonly tenant: string
  /** The tenant's version as it was read; 0 where there was none. */
  readonly expected: number
  readonly events: readonly NewTenantEvent[]
  readonly state: { readonly alive: boolean; readonly suspended: boolean; readonly skills: readonly string[] }
  readonly by: string
  readonly recordedAt: Temporal.Instant
  readonly audit: unknown
}

/** Appends events of one tenant. `stale`: it changed since it was read. `taken`: the name is another org's. */
export const recordTenantEvents = (
  db: Db,
  { org, tenant, expected, events, state, by, recordedAt, audit }: TenantWrite,
): Promise<'applied' | 'stale' | 'taken' | 'unknown_org'> =>
  call(async () => {
    const sql = db.$client
    const rows = await sql<{ outcome: 'applied' | 'stale' | 'taken' | 'unknown_org' }[]>`
      select record_tenant_events(${org}, ${tenant}, ${expected}, ${json(sql, events)}, ${json(sql, state)}, ${by},
        ${recordedAt.toString()}, ${json(sql, audit)}) as outcome`
    return only(rows).outcome
  })
