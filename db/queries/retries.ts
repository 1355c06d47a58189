import { and, desc, gt, isNull, ne, or } from 'drizzle-orm'
import type { Fragment } from 'postgres'
import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { retries } from '@/db/schema/index'
import type { RetryKind } from '@/lib/core/jobs/retry'
import { lookUp } from './look-up'

/** Whether work is due: it did not fail before, or its wait is over. */
export const isDue = (
  client: Db['$client'],
  kind: RetryKind,
  org: Fragment,
  reference: Fragment,
  now: Temporal.Instant,
): Fragment =>
  client`not exists (select from retries x where x.org_id = ${org} and x.kind = ${kind}
    and x.reference = ${reference} and (x.next_at is null or x.next_at > ${now.toString()}))`

/**
 * Since when work is due: that of its last wait, or `since` if it never failed. Work is taken up in this order, so that what
 * fails again and again comes behind what has waited longer, however much of it there is.
 */
export const dueSince = (
  client: Db['$client'],
  kind: RetryKind,
  org: Fragment,
  reference: Fragment,
  since: Fragment,
): Fragment =>
  client`coalesce((select x.next_at from retries x where x.org_id = ${org} and x.kind = ${kind}
    and x.reference = ${reference}), ${since})`

/** Servers look for what is due every few seconds or minutes. */
const hoursUntilOver = 2

export type RetryRow = typeof retries.$inferSelect

/**
 * Work that keeps failing, what was tried last first, and how much there is. What was due long ago and was not taken up is
 * over: it came to its end in another way.
 */
export const listRetries = (
  db: Db,
  now: Temporal.Instant,
  most: number,
): Promise<{ readonly count: number; readonly rows: readonly RetryRow[] }> =>
  lookUp(async () => {
    const failing = and(
      ne(retries.error, ''),
      or(isNull(retries.nextAt), gt(retries.nextAt, now.subtract({ hours: hoursUntilOver }))),
    )
    const [rows, count] = await Promise.all([
      db.select().from(retries).where(failing).orderBy(desc(retries.lastAt)).limit(most),
      db.$count(retries, failing),
    ])
    return { count, rows }
  })
