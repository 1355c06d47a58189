import { desc, eq } from 'drizzle-orm'
import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { readInstant } from '@/db/columns'
import { differences, walks } from '@/db/schema/index'
import type { DueWork } from './backlogs'
import { lookUp } from './look-up'

export type WalkRow = typeof walks.$inferSelect

export const findWalk = (db: Db, walk: string): Promise<WalkRow | null> =>
  lookUp(async () => {
    const [row] = await db.select().from(walks).where(eq(walks.walk, walk))
    return row ?? null
  })

/** A walk that is under way, or that has not begun since the hour or day of UTC began. */
export const dueWalk =
  (walk: string, every: 'hour' | 'day'): DueWork =>
  (sql, now) =>
    sql`
    select case when w.walk is null then ${now.toString()}::timestamptz
                when w.place is null then date_trunc(${every}, ${now.toString()}::timestamptz, 'UTC')
                else w.began_at end as since
      from (select) one left join walks w on w.walk = ${walk}
     where w.walk is null or w.place is not null
        or w.began_at < date_trunc(${every}, ${now.toString()}::timestamptz, 'UTC')
        or w.began_at > ${now.toString()}::timestamptz + interval '1 day'`

export type Verified = {
  /** Everything that was there then was looked at by the last whole walk; null before the first one ended. */
  readonly throughAt: Temporal.Instant | null
  readonly differences: number
  readonly oldestAt: Temporal.Instant | null
  /** Invoices that were not issued by themselves and wait for an admin. */
  readonly held: number
  readonly heldSince: Temporal.Instant | null
}

/** How far the invoices were verified, how much walks found wrong, and what runs left to admins. */
export const findVerified = (db: Db): Promise<Verified> =>
  lookUp(async () => {
    type Row = {
      through: string | null
      differences: number
      oldest: string | null
      held: number
      since: string | null
    }
    const [row] = await db.$client<Row[]>`
      select (select through_at from walks where walk = 'invoices')::text as through, d.count as differences,
             d.oldest::text, h.count as held, h.oldest::text as since
        from (select count(*)::int as count, min(found_at) as oldest from differences) d,
             (select count(*)::int as count, min(held_at) as oldest from held_invoices where released_at is null) h`
    return {
      throughAt: row?.through == null ? null : readInstant(row.through),
      differences: row?.differences ?? 0,
      oldestAt: row?.oldest == null ? null : readInstant(row.oldest),
      held: row?.held ?? 0,
      heldSince: row?.since == null ? null : readInstant(row.since),
    }
  })

export type DifferenceRow = typeof differences.$inferSelect

/** What walks found wrong, the latest first, and how much there is. */
export const listDifferences = (
  db: Db,
  most: number,
): Promise<{ readonly count: number; readonly rows: readonly DifferenceRow[] }> =>
  lookUp(async () => {
    const [rows, count] = await Promise.all([
      db.select().from(differences).orderBy(desc(differences.foundAt), differences.orgId).limit(most),
      db.$count(differences),
    ])
    return { count, rows }
  })
