import type { Db } from '@/db/client'
import { readPico } from '@/db/columns'
import { type GoneShare, takenOfGone } from '@/lib/core/funding/gone-credit'
import { type Pico, pico } from '@/lib/core/money/amount'
import { lookUp } from './look-up'

/** One refund or dispute of a purchase as it was written with the account. */
export type GoneRow = GoneShare & {
  readonly round: number
  /** Null while the money is gone. */
  readonly back: { readonly taken: Pico; readonly returned: Pico } | null
}

/** What of a purchase's credit is gone, of one moment with the account's version. */
export type FoundGone = {
  readonly version: string
  /** In the order in which it went. */
  readonly rows: readonly GoneRow[]
  /** What is still to be withheld of what comes back. */
  readonly toWithhold: Pico
}

type Row = { id: string; share: string; round: number; taken: string | null; returned: string | null }

const rowOf = ({ id, share, round, taken, returned }: Row): GoneRow => ({
  id,
  share: readPico(share),
  round,
  back: taken === null ? null : { taken: readPico(taken), returned: readPico(returned ?? '0') },
})

/** Those whose money is gone now. */
export const stillGone = (rows: readonly GoneRow[]): readonly GoneRow[] => rows.filter(({ back }) => back === null)

/** @param grant the purchase's first. */
export const findGoneCredit = (db: Db, org: string, grant: string): Promise<FoundGone> =>
  lookUp(async () => {
    const [found] = await db.$client<{ version: string; rows: Row[] | null; to_withhold: string }[]>`
      select a.version::text,
             (select json_agg(json_build_object('id', g.return_id, 'share', g.share::text, 'round', g.round,
                       'taken', g.taken::text, 'returned', g.returned::text) order by g.sequence, g.return_id)
                from gone_credit g where g.org_id = a.org_id and g.grant_id = ${grant}) as rows,
             coalesce((select c.to_withhold from credit_grants c
                        where c.org_id = a.org_id and c.grant_id = ${grant}), 0)::text as to_withhold
        from org_accounts a where a.org_id = ${org}`
    return {
      version: found?.version ?? '',
      rows: (found?.rows ?? []).map(rowOf),
      toWithhold: readPico(found?.to_withhold ?? '0'),
    }
  })

/** What became of the credit of a refund or a dispute: unused and withheld credit that was taken, and what came back of it. */
export type TakenOfReturn = { readonly taken: Pico; readonly returned: Pico }

/**
 * What was taken of credit by now, by the id of the refund or the dispute; nothing of those that took no effect yet. What is
 * withheld later counts from then on.
 * @param purchase whose returns are looked for; those of all where none is given.
 */
export const listTakenOfReturns = (
  db: Db,
  org: string,
  purchase?: string,
): Promise<ReadonlyMap<string, TakenOfReturn>> =>
  lookUp(async () => {
    const sql = db.$client
    const rows = await sql<(Row & { grant: string; credit: string; to_withhold: string })[]>`
      select g.return_id as id, g.share::text, g.round, g.taken::text, g.returned::text, g.grant_id as "grant",
             p.credit::text, c.to_withhold::text
        from gone_credit g
        join credit_grants c on c.org_id = g.org_id and c.grant_id = g.grant_id
        join purchases p on p.org_id = g.org_id and p.grant_id = g.grant_id
       where g.org_id = ${org} ${purchase === undefined ? sql`` : sql`and p.purchase_id = ${purchase}`}
       order by g.sequence, g.return_id`
    const found = new Map<string, TakenOfReturn>()
    for (const grant of new Set(rows.map((row) => row.grant))) {
      const own = rows.filter((row) => row.grant === grant)
      const [first] = own
      if (!first) continue
      const all = own.map(rowOf)
      const gone = stillGone(all)
      const taken = takenOfGone({ grant, credit: readPico(first.credit), gone }, readPico(first.to_withhold))
      for (const { id, back } of all) {
        found.set(id, back ?? { taken: taken.get(id) ?? pico(0n), returned: pico(0n) })
      }
    }
    return found
  })
