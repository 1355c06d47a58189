import { desc, sql } from 'drizzle-orm'
import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { readRole } from '@/db/role'
import { apiKeys, auditLog, seller } from '@/db/schema/index'
import type { Seller } from '@/lib/core/invoices/snapshot'
import type { RoleFacts } from '@/lib/core/setup/database-role'
import { platformZone } from '@/lib/core/time/platform-zone'
import { lookUp } from './look-up'

export const findSeller = (db: Db): Promise<Seller | null> =>
  lookUp(async () => {
    const [row] = await db.select().from(seller)
    if (!row) return null
    const { id: _, updatedAt: __, zone: ___, setupPauseDays: ____, ...party } = row
    return party
  })

/** The zone of who sells: its days date what is issued, and give numbers of a series their year. */
export const findSellerZone = (db: Db): Promise<string> =>
  lookUp(async () => {
    const [row] = await db.select({ zone: seller.zone }).from(seller)
    return row?.zone ?? platformZone
  })

/** Within how many days after its deletion a tenant that is created again pays no setup fee, until an admin says otherwise. */
const usualSetupPause = 30

export const findSetupPause = (db: Db): Promise<number> =>
  lookUp(async () => {
    const [row] = await db.select({ days: seller.setupPauseDays }).from(seller)
    return row?.days ?? usualSetupPause
  })

export type ApiKeyRow = typeof apiKeys.$inferSelect

/** A key as a request needs it. */
export type KnownKey = Pick<ApiKeyRow, 'keyId' | 'scopes' | 'orgId'> & {
  readonly revoked: boolean
  /** True where its last use should be noted again. */
  readonly usedLongAgo: boolean
}

/** The key with this secret, revoked or not. */
export const findApiKey = (db: Db, secretSha256: Uint8Array): Promise<KnownKey | null> =>
  lookUp(async () => {
    const [row] = await db.$client<KnownKey[]>`
      select key_id as "keyId", scopes, org_id as "orgId", revoked_at is not null as revoked,
             coalesce(last_used_at < now() - interval '1 minute', true) as "usedLongAgo"
        from api_keys where secret_sha256 = ${Buffer.from(secretSha256)}`
    return row ?? null
  })

export const listApiKeys = (db: Db): Promise<ApiKeyRow[]> =>
  lookUp(() => db.select().from(apiKeys).orderBy(desc(apiKeys.createdAt)))

export type AuditRow = typeof auditLog.$inferSelect

/** The newest entries of the audit chain, before a sequence where one is given. */
export const listAudit = (db: Db, { org, before, most }: { org?: string; before?: bigint; most: number }) =>
  lookUp(
    (): Promise<AuditRow[]> =>
      db
        .select()
        .from(auditLog)
        .where(
          sql`${org ? sql`${auditLog.orgId} = ${org}` : sql`true`} and ${before ? sql`${auditLog.sequence} < ${before.toString()}` : sql`true`}`,
        )
        .orderBy(desc(auditLog.sequence))
        .limit(most),
  )

/** The first sequence at which the audit chain does not hold, or null. */
export const findAuditBreak = (db: Db): Promise<bigint | null> =>
  lookUp(async () => {
    const [row] = await db.$client<{ at: string | null }[]>`select audit_break()::text as at`
    return row?.at == null ? null : BigInt(row.at)
  })

export const pingDatabase = async (db: Db): Promise<boolean> => {
  await lookUp(() => db.$client`select 1`, { attemptMs: 2_000, totalMs: 2_000 })
  return true
}

/** As whom the app works in the database. */
export const findRole = (db: Db): Promise<RoleFacts> =>
  lookUp(() => readRole(db.$client), { attemptMs: 2_000, totalMs: 2_000 })

/** Whether an action is in the audit chain. */
export const findAuditAction = (db: Db, action: string): Promise<boolean> =>
  lookUp(async () => {
    const rows = await db.$client`select 1 from audit_log where action = ${action} limit 1`
    return rows.length > 0
  })

/** How many orgs have the biller plan_quota in force. */
export const countOnQuota = (db: Db, now: Temporal.Instant): Promise<number> =>
  lookUp(async () => {
    const [row] = await db.$client<{ count: number }[]>`
      select count(*)::int as count from org_accounts a where (
        select b.biller from org_billers b where b.org_id = a.org_id and b.effective_at <= ${now.toString()}
         order by b.effective_at desc, b.sequence desc limit 1) = 'plan_quota'`
    return row?.count ?? 0
  })

/** Whether weekly quotas are switched on (W4). */
export const hasComputeMode = (db: Db): Promise<boolean> =>
  lookUp(async () => {
    const [row] = await db.$client<{ on: boolean }[]>`select compute_mode as on from platform_switches`
    return row?.on ?? false
  })
