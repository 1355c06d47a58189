import { and, desc, eq, inArray, lt } from 'drizzle-orm'
import type { Fragment } from 'postgres'
import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { readInstant, readPico } from '@/db/columns'
import { quotaWeekMeters, quotaWeeks } from '@/db/schema/index'
import { freePlan } from '@/lib/core/plans/offer'
import type { DueWork } from './backlogs'
import { lookUp } from './look-up'
import { dueSince, isDue } from './retries'

export type QuotaWeek = typeof quotaWeeks.$inferSelect

/** A week of an org's quota, current or archived. */
export const findQuotaWeek = (db: Db, org: string, weekId: string): Promise<QuotaWeek | null> =>
  lookUp(async () => {
    const [row] = await db
      .select()
      .from(quotaWeeks)
      .where(and(eq(quotaWeeks.orgId, org), eq(quotaWeeks.weekId, weekId)))
    return row ?? null
  })

/** What a week's quota went to: compute units of a meter, and how many uses they were for. */
export type WeekMeter = { readonly meter: string; readonly units: bigint; readonly events: number }
export type ListedWeek = QuotaWeek & { readonly meters: readonly WeekMeter[] }

/** Weeks of an org, the latest first, each with its use by meter, the largest first. */
export const listQuotaWeeks = (
  db: Db,
  org: string,
  { before, most }: { readonly before: string | null; readonly most: number },
): Promise<readonly ListedWeek[]> =>
  lookUp(async () => {
    const weeks = await db
      .select()
      .from(quotaWeeks)
      .where(and(eq(quotaWeeks.orgId, org), before === null ? undefined : lt(quotaWeeks.weekId, before)))
      .orderBy(desc(quotaWeeks.weekId))
      .limit(most)
    if (weeks.length === 0) return []
    const rows = await db
      .select()
      .from(quotaWeekMeters)
      .where(
        and(
          eq(quotaWeekMeters.orgId, org),
          inArray(
            quotaWeekMeters.weekId,
            weeks.map(({ weekId }) => weekId),
          ),
        ),
      )
    const metersOf = (week: string): WeekMeter[] =>
      rows
        .filter(({ weekId }) => weekId === week)
        .map(({ meter, units, events }) => ({ meter, units: readPico(units), events }))
        .sort((a, b) => (a.units === b.units ? (a.meter < b.meter ? -1 : 1) : a.units > b.units ? -1 : 1))
    return weeks.map((week) => ({ ...week, meters: metersOf(week.weekId) }))
  })

/** Weeks that are over, of orgs that are on a plan. */
const dueRows = (sql: Db['$client'], now: Temporal.Instant): Fragment => sql`
        from quota_weeks q
        join subscriptions s on s.org_id = q.org_id and (s.status in ('active', 'past_due')
              or s.status = 'unpaid' and s.plan = ${freePlan})
       where q.archived_at is null and q.ends_at <= ${now.toString()}
         and (select b.biller from org_billers b where b.org_id = q.org_id and b.effective_at <= ${now.toString()}
               order by b.effective_at desc, b.sequence desc limit 1) = 'plan_quota'
         and ${isDue(sql, 'week', sql`q.org_id`, sql`''`, now)}`

export const dueWeeks: DueWork = (sql, now) => sql`select q.ends_at as since ${dueRows(sql, now)}`

/** Orgs that are on a plan and whose current week is over. */
export const findOrgsWithDueWeek = (db: Db, now: Temporal.Instant, most: number): Promise<readonly string[]> =>
  lookUp(async () => {
    const rows = await db.$client<{ org: string }[]>`
      select q.org_id as org ${dueRows(db.$client, now)}
       order by ${dueSince(db.$client, 'week', db.$client`q.org_id`, db.$client`''`, db.$client`q.ends_at`)}, q.ends_at
       limit ${most}`
    return rows.map(({ org }) => org)
  })

/** What was used, or is held, of weeks that a change of plan cut off, by when the week began. */
export const sumCutWeeks = (db: Db, org: string, endsAfter: Temporal.Instant): Promise<ReadonlyMap<bigint, bigint>> =>
  lookUp(async () => {
    const rows = await db.$client<{ starts_at: string; units: string }[]>`
      select starts_at, sum(used + held)::text as units from quota_weeks
       where org_id = ${org} and archived_at is not null and ends_at > ${endsAfter.toString()}
       group by starts_at`
    return new Map(rows.map((row) => [readInstant(row.starts_at).epochNanoseconds, readPico(row.units)]))
  })
