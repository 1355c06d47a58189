import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import type { RetryKind } from '@/lib/core/jobs/retry'
import { call } from './call'
import { json, only } from './json'

export type RetryOf = { readonly org: string; readonly reference: string }

/**
 * Notes that work did not succeed, and when it is tried again.
 * @param waits seconds, by how often it was tried; after the last it is left to a person.
 * @param passing seconds, where what failed says nothing against the work: such an attempt does not count.
 */
export const noteRetry = (
  db: Db,
  kind: RetryKind,
  { org, reference, version = 0n }: RetryOf & { readonly version?: bigint },
  error: string,
  { waits, passing = null }: { readonly waits: readonly number[]; readonly passing?: number | null },
  at: Temporal.Instant,
): Promise<void> =>
  call(async () => {
    await db.$client`
      select note_retry(${org}, ${kind}, ${reference}, ${String(version)}::text::bigint, ${error},
        ${waits.map(String)}::text[]::integer[], ${passing}::integer, ${at.toString()})`
  })

/** Forgets work that succeeded. */
export const clearRetries = (db: Db, kind: RetryKind, done: readonly RetryOf[]): Promise<void> =>
  call(async () => {
    const rows = done.map(({ org, reference }) => ({ org, reference }))
    await db.$client`select clear_retries(${kind}, ${json(db.$client, rows)})`
  })

/** Makes work that waits due at once. */
export const retryNow = (
  db: Db,
  kind: RetryKind,
  { org, reference }: RetryOf,
  at: Temporal.Instant,
  audit: unknown,
): Promise<'due' | 'unknown'> =>
  call(async () => {
    const rows = await db.$client<{ outcome: 'due' | 'unknown' }[]>`
      select retry_now(${org}, ${kind}, ${reference}, ${at.toString()}, ${json(db.$client, audit)}) as outcome`
    return only(rows).outcome
  })

/** Forgets work that was due before an instant and that nobody took up: it came to its end in another way. */
export const forgetRetries = (db: Db, before: Temporal.Instant): Promise<void> =>
  call(async () => {
    await db.$client`delete from retries where next_at < ${before.toString()}`
  })
