import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { call } from './call'
import { json } from './json'

/** Something that a walk found wrong. */
export type FoundWrong = { readonly org: string; readonly subject: string; readonly sentence: string }

/** Begins a walk, or restarts one under way. With `place` null the walk is only recorded now, and begins when it is due. */
export const beginWalk = (db: Db, walk: string, place: '' | null, at: Temporal.Instant): Promise<void> =>
  call(async () => {
    await db.$client`
      insert into walks (walk, began_at, place) values (${walk}, ${at.toString()}, ${place})
      on conflict (walk) do update set began_at = excluded.began_at, place = excluded.place`
  })

/** Moves a walk on from one place to the next; null ends it. Nothing happens if it is at another place by now. */
export const moveWalk = (
  db: Db,
  walk: string,
  { from, to }: { readonly from: string; readonly to: string | null },
  at: Temporal.Instant,
): Promise<void> =>
  call(async () => {
    await db.$client`
      update walks
         set place = ${to}, ended_at = case when ${to}::text is null then ${at.toString()} else ended_at end,
             through_at = case when ${to}::text is null then began_at else through_at end
       where walk = ${walk} and place = ${from}`
  })

/** What a walk found of orgs that it looked at: what was found before and is not any more is forgotten. */
export const noteDifferences = (
  db: Db,
  walk: string,
  looked:
    | { readonly orgs: readonly string[] }
    | { readonly subjects: readonly (readonly [org: string, subject: string])[] },
  found: readonly FoundWrong[],
  at: Temporal.Instant,
): Promise<void> =>
  call(async () => {
    const sql = db.$client
    const right =
      'orgs' in looked
        ? sql`d.org_id = any(${[...looked.orgs]})`
        : sql`(d.org_id, d.subject) in (select r.org, r.subject
            from jsonb_to_recordset(${json(
              sql,
              looked.subjects.map(([org, subject]) => ({ org, subject })),
            )})
              as r (org text, subject text))`
    const rows = found.map(({ org, subject, sentence }) => ({ org, subject, sentence }))
    await sql`
      with found as (
        select * from jsonb_to_recordset(${json(sql, rows)}) as r (org text, subject text, sentence text)
      ), forgotten as (
        delete from differences d where d.walk = ${walk} and ${right}
           and not exists (select from found f where f.org = d.org_id and f.subject = d.subject)
      )
      insert into differences (org_id, walk, subject, sentence, found_at)
      select distinct on (org, subject) org, ${walk}, subject, sentence, ${at.toString()}::timestamptz from found
      on conflict (org_id, walk, subject) do update set sentence = excluded.sentence`
  })
