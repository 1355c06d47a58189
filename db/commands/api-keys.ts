import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { call } from './call'
import { json, only } from './json'

export type NewApiKey = {
  readonly keyId: string
  readonly name: string
  readonly prefix: string
  /** Hex. The secret itself is never stored. */
  readonly secretSha256: string
  readonly scopes: readonly string[]
  readonly org: string | null
  readonly createdAt: Temporal.Instant
  readonly createdBy: string
}

export const createApiKey = (db: Db, key: NewApiKey, audit: unknown): Promise<void> =>
  call(async () => {
    const sql = db.$client
    const row = {
      key_id: key.keyId,
      name: key.name,
      prefix: key.prefix,
      secret_sha256: key.secretSha256,
      scopes: key.scopes,
      org_id: key.org,
      created_at: key.createdAt.toString(),
      created_by: key.createdBy,
    }
    await sql`select create_api_key(${json(sql, row)}, ${json(sql, audit)})`
  })

export const revokeApiKey = (
  db: Db,
  keyId: string,
  at: Temporal.Instant,
  audit: unknown,
): Promise<'applied' | 'repeated' | 'unknown'> =>
  call(async () => {
    const sql = db.$client
    const rows = await sql<{ outcome: 'applied' | 'repeated' | 'unknown' }[]>`
      select revoke_api_key(${keyId}, ${at.toString()}, ${json(sql, audit)}) as outcome`
    return only(rows).outcome
  })

/** Notes that a key was used, to the minute: a busy key does not write on every call. */
export const touchApiKey = (db: Db, keyId: string, at: Temporal.Instant): Promise<void> =>
  call(async () => {
    await db.$client`
      update api_keys set last_used_at = ${at.toString()}
       where key_id = ${keyId}
         and (last_used_at is null or last_used_at < ${at.subtract({ seconds: 60 }).toString()})`
  })
