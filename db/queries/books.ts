import type { Db } from '@/db/client'
import { readPico } from '@/db/columns'
import type { Grant, Origin } from '@/lib/core/funding/grant'
import type { Entry, EntryKind } from '@/lib/core/funding/ledger'
import { type GrantSums, readGrantSums } from './grant-row'
import { lookUp } from './look-up'

type GrantRow = GrantSums & { id: string; origin: Origin; asset: string; priority: number; sequence: string }
type HeldRow = { source: string; held: string }

/** Everything that says how an org's credit stands, of one moment. */
export type Books = {
  readonly grants: readonly Omit<Grant, 'expiresAt' | 'returnedOf' | 'toWithhold'>[]
  /** Sums of the ledger by grant and kind. */
  readonly entries: readonly Entry[]
  /** What open reservations hold, by grant. */
  readonly held: ReadonlyMap<string, bigint>
}

/** The books of an org: grants as they are kept, and the facts that they have to agree with. */
export const findBooks = (db: Db, org: string): Promise<Books> =>
  lookUp(async () => {
    const [row] = await db.$client<
      {
        grants: GrantRow[] | null
        entries: { grant: string; kind: EntryKind; amount: string }[] | null
        held: HeldRow[] | null
      }[]
    >`
      select (select json_agg(json_build_object('id', g.grant_id, 'origin', g.origin, 'asset', g.asset,
            'priority', g.priority, 'sequence', g.sequence::text, 'granted', g.granted::text,
            'remaining', g.remaining::text, 'held', g.held::text, 'used', g.used::text, 'expired', g.expired::text,
            'refunded', g.refunded::text)) from credit_grants g where g.org_id = ${org}) as grants,
        (select json_agg(json_build_object('grant', e.grant_id, 'kind', e.kind, 'amount', e.amount::text))
           from (select grant_id, kind, sum(amount) as amount from ledger_entries where org_id = ${org}
                  group by grant_id, kind) e) as entries,
        (select json_agg(json_build_object('source', h.source, 'held', h.held::text))
           from (select p.source, sum(case p.measure when 'money' then p.amount else p.units end) as held
                   from reservations r,
                        jsonb_to_recordset(r.parts) as p (source text, measure text, amount numeric, units numeric)
                  where r.org_id = ${org} and r.state = 'open' group by p.source) h) as held`
    return {
      grants: (row?.grants ?? []).map(({ id, origin, asset, priority, sequence, ...sums }) => ({
        id,
        origin,
        asset,
        priority,
        sequence: BigInt(sequence),
        ...readGrantSums(sums),
      })),
      entries: (row?.entries ?? []).map(({ grant, kind, amount }) => ({ grant, kind, amount: readPico(amount) })),
      held: new Map((row?.held ?? []).map(({ source, held }) => [source, readPico(held)])),
    }
  })

/** Orgs with an account, in order after one; for walking over all of them. */
export const listAccounts = (db: Db, after: string, most: number): Promise<readonly string[]> =>
  lookUp(async () => {
    const rows = await db.$client<{ org: string }[]>`
      select org_id as org from org_accounts where org_id > ${after} order by 1 limit ${most}`
    return rows.map(({ org }) => org)
  })
