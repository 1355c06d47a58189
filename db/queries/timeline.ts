import { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { lookUp } from './look-up'
import { type TimelineKind, timelineBranches, timelineKinds } from './timeline-branches'

export type TimelineEvent = {
  readonly at: Temporal.Instant
  /** Unique within the org; orders events of one moment. */
  readonly id: string
  readonly kind: TimelineKind
  /** What happened: `issued`, `halt`, or the action as it was recorded. */
  readonly what: string
  /** What it happened to, and what there is to say of it. */
  readonly subject: string
  readonly detail: string
  /** Where it opens: an invoice, a purchase, a place in the audit chain; of what is subscribed to, its product. */
  readonly ref: string
  /** Decimal text and its currency or meter; both empty where it is about no amount. */
  readonly amount: string
  readonly asset: string
  /** Who did it, as recorded; empty where nobody did. */
  readonly by: string
}

export type TimelineCursor = { readonly at: Temporal.Instant; readonly id: string }

export type TimelineSearch = {
  /** Null is every kind. */
  readonly kind: TimelineKind | null
  /** The last event of the page before; null is the newest page. */
  readonly before: TimelineCursor | null
  readonly most: number
}

/** Later than anything, and still a time that a zone has. */
const forever = '9999-01-01T00:00:00Z'

type Row = Omit<TimelineEvent, 'at'> & { readonly at: string }

/**
 * Everything that happened to an org, the newest first. Each source gives no more than a page of itself, so that a page
 * costs the same wherever it lies; events of one moment are ordered by their id, and a page begins after both.
 */
export const listTimeline = (db: Db, org: string, { kind, before, most }: TimelineSearch): Promise<TimelineEvent[]> =>
  lookUp(async () => {
    const sql = db.$client
    const until = before?.at.toString() ?? forever
    const branches = timelineBranches(sql, { org, until, most: most + 1 })
    const after = before
      ? sql`(b.at, b.id collate "C") < (${until}::timestamptz, ${before.id}::text collate "C")`
      : sql`true`
    const parts = (kind ? [kind] : timelineKinds).flatMap((each) =>
      branches[each].map(
        (rows) => sql`
          (select ${each}::text as kind, b.* from (${rows}) b where ${after}
            order by b.at desc, b.id collate "C" desc limit ${most})`,
      ),
    )
    const union = parts.slice(1).reduce((all, part) => sql`${all} union all ${part}`, parts[0] ?? sql``)
    const rows = await sql<Row[]>`
      select t.at::text, t.id, t.kind, t.what, t.subject, t.detail, t.ref, t.amount, t.asset, t.by
        from (${union}) t order by t.at desc, t.id collate "C" desc limit ${most}`
    return rows.map(({ at, ...row }) => ({ ...row, at: Temporal.Instant.from(at) }))
  })
