import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { readInstant, readPico } from '@/db/columns'
import type { Origin } from '@/lib/core/funding/grant'
import type { EntryKind } from '@/lib/core/funding/ledger'
import { lookUp } from './look-up'

export type LedgerRow = {
  readonly sequence: string
  readonly kind: EntryKind
  readonly grant: string
  readonly asset: string
  /** Positive in, negative out, at twelve places. */
  readonly amount: bigint
  readonly reference: string
  readonly note: string
  readonly occurredAt: Temporal.Instant
  readonly recordedBy: string
}

type Row = { [Key in keyof LedgerRow]: Key extends 'kind' ? EntryKind : string }

const entryOf = ({ amount, occurredAt, ...row }: Row): LedgerRow => ({
  ...row,
  amount: readPico(amount),
  occurredAt: readInstant(occurredAt),
})

/**
 * The newest entries of an org's ledger, before a sequence where one is given: `most`, and those beyond it that were
 * written together with the last of them, so that the next page can begin at a sequence.
 */
export const listLedger = (
  db: Db,
  org: string,
  { before, most }: { readonly before: string | null; readonly most: number },
): Promise<readonly LedgerRow[]> =>
  lookUp(async () => {
    const rows = await db.$client<Row[]>`
      select * from (
        select l.sequence::text, l.kind, l.grant_id as "grant", l.asset, l.amount::text, l.reference, l.note,
               l.occurred_at as "occurredAt", l.recorded_by as "recordedBy"
          from ledger_entries l
         where l.org_id = ${org} and l.sequence < coalesce(${before}::bigint, 9223372036854775807)
         order by l.sequence desc
         fetch first ${most} rows with ties) page
       order by page.sequence::bigint desc, page."grant", page.kind`
    return rows.map(entryOf)
  })

/** Which entries of a ledger: of a time, half-open, and of one kind or all. */
export type EntriesOf = {
  readonly start: Temporal.Instant
  readonly end: Temporal.Instant
  readonly kind: EntryKind | null
}

/** An entry with the credit it moved: where that came from, and the name of the pack it came with. */
export type NamedLedgerRow = LedgerRow & { readonly origin: Origin; readonly pack: string }

/**
 * Entries of an org's ledger, newest first: `most`, after the first `skip`, or after an entry that was read before.
 */
export const listEntries = (
  db: Db,
  org: string,
  { start, end, kind }: EntriesOf,
  {
    after = null,
    skip = 0,
    most,
  }: { readonly after?: LedgerRow | null; readonly skip?: number; readonly most: number },
): Promise<readonly NamedLedgerRow[]> =>
  lookUp(async () => {
    const rows = await db.$client<(Row & { origin: Origin; pack: string })[]>`
      select l.sequence::text, l.kind, l.grant_id as "grant", l.asset, l.amount::text, l.reference, l.note,
             l.occurred_at as "occurredAt", l.recorded_by as "recordedBy", g.origin,
             coalesce((select p.name from purchases p
                        where p.org_id = l.org_id and p.grant_id = l.grant_id and p.kind = 'pack'), '') as pack
        from ledger_entries l
        join credit_grants g on g.org_id = l.org_id and g.grant_id = l.grant_id
       where l.org_id = ${org} and (${kind}::text is null or l.kind = ${kind})
         and l.occurred_at >= ${start.toString()}::timestamptz and l.occurred_at < ${end.toString()}::timestamptz
         and (${after?.sequence ?? null}::bigint is null
           or (l.sequence, l.grant_id, l.kind)
              < (${after?.sequence ?? null}::bigint, ${after?.grant ?? ''}, ${after?.kind ?? ''}))
       order by l.sequence desc, l.grant_id desc, l.kind desc
       limit ${most} offset ${skip}`
    return rows.map(({ origin, pack, ...row }) => ({ ...entryOf(row), origin, pack }))
  })

/** The entry under a business key, or null. */
/** An entry under a reference that a caller chose, of whatever kind credit is given or taken by; the wanted kind first. */
export const findReferenced = (
  db: Db,
  org: string,
  kind: EntryKind,
  reference: string,
): Promise<(LedgerRow & { readonly hash: string | null }) | null> =>
  lookUp(async () => {
    const [row] = await db.$client<(Row & { hash: string | null })[]>`
      select l.sequence::text, l.kind, l.grant_id as "grant", l.asset, l.amount::text, l.reference, l.note,
             l.occurred_at as "occurredAt", l.recorded_by as "recordedBy", encode(l.input_hash, 'hex') as hash
        from ledger_entries l
       where l.org_id = ${org} and l.reference = ${reference} and l.kind in ('grant', 'topup', 'refund', 'adjustment')
       order by l.kind = ${kind} desc, l.sequence limit 1`
    return row ? { ...entryOf(row), hash: row.hash } : null
  })

export const findLedgerEntry = (db: Db, org: string, kind: EntryKind, reference: string): Promise<LedgerRow | null> =>
  lookUp(async () => {
    const [row] = await db.$client<Row[]>`
      select l.sequence::text, l.kind, l.grant_id as "grant", l.asset, l.amount::text, l.reference, l.note,
             l.occurred_at as "occurredAt", l.recorded_by as "recordedBy"
        from ledger_entries l
       where l.org_id = ${org} and l.kind = ${kind} and l.reference = ${reference}`
    return row ? entryOf(row) : null
  })
