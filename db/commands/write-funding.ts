import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import type { EntryKind } from '@/lib/core/funding/ledger'
import { holderOf } from '@/lib/platform/turns'
import { call } from './call'
import type { ClaimedEvent } from './record-payment'

/** A priced and paid usage event as it is written; amounts are decimal text at twelve places. */
export type UsageRow = {
  readonly key: string
  /** SHA-256 of the input as hex: the same key with another input is a mismatch. */
  readonly hash: string
  readonly meter: string
  readonly resource: string
  readonly quantity: string
  readonly at: string
  readonly day: string
  readonly properties?: unknown
  readonly book: string
  readonly version: number
  readonly amount: string
  /** These five are absent where the whole amount is postpaid to the biller `invoice`. */
  readonly biller?: string
  readonly paid_by?: string
  readonly units?: string
  readonly postpaid?: string
  readonly parts?: unknown
  /** True where it could not be paid when it came in, and is paid now. */
  readonly waited?: boolean
  /** The key of the event that it compensates. */
  readonly takes_back?: string
  /** Of what compensates or amends an event, the key under which it was first told. */
  readonly original?: string
}

export type FundingWrite = {
  readonly org: string
  readonly sequence?: string
  readonly version?: string
  readonly reshape?: boolean
  /** Whether usage waits that could not be paid. */
  readonly short?: boolean
  /** When the latest of it was used; absent where it is not short. */
  readonly short_since?: string | null
  /** The price book that events were priced by, and its latest version. */
  readonly book?: string
  readonly book_version?: number
  /** The further price books that events were priced by, each with its latest version. */
  readonly more_books?: Readonly<Record<string, number>>
  /** What makes it happen once. */
  readonly claim?:
    | { readonly kind: 'ledger'; readonly entry: EntryKind; readonly reference: string }
    | { readonly kind: 'reservation'; readonly id: string }
    | { readonly kind: 'audit' }
    | { readonly kind: 'usage_change'; readonly key: string; readonly revision: number }
    | { readonly kind: 'each'; readonly of: readonly object[] }
  /** How many writes are joined in this one. */
  readonly steps?: number
  readonly events?: readonly UsageRow[]
  readonly unfunded?: readonly object[]
  readonly instalments?: readonly object[]
  readonly grants?: readonly object[]
  readonly entries?: readonly object[]
  readonly draws?: readonly object[]
  readonly months?: readonly object[]
  readonly weeks?: readonly unknown[]
  readonly open_week?: unknown
  readonly change_week?: unknown
  readonly open?: readonly unknown[]
  readonly close?: readonly unknown[]
  readonly biller?: unknown
  readonly settings?: unknown
  readonly payment_method?: unknown
  readonly subscription?: unknown
  readonly period_started_at?: string
  readonly stripe_subscriptions?: { readonly seen: number; readonly rows: readonly object[] }
  /** What became of an event that was told before, and the usage that waits no more because of it. */
  readonly usage_change?: object
  readonly revoke?: object
  /** Credit that was bought and is paid now; `tax` is what was paid on top of its price. */
  readonly purchase?: {
    readonly id: string
    readonly payment_intent: string
    readonly tax?: string
    readonly grant: string
  }
  /** Credit whose money went back; with `taken` and `returned` it is there again. */
  readonly gone?:
    | { readonly id: string; readonly grant: string; readonly share: string }
    | { readonly id: string; readonly taken: string; readonly returned: string }
  /** What of Stripe brought it about: it is done with the same write. */
  readonly stripe_event?: { readonly event: ClaimedEvent; readonly sentence: string }
  /** How the gate moves with it, or how it is projected. */
  readonly move?: object
  readonly gate?: object
  readonly by?: string
  /** An entry, or a list of them. */
  readonly audit?: unknown
}

/**
 * A key that came before; `waits`: what it comes to, where it is kept and not paid; `taken_back`: it was counted, and is no
 * more.
 */
export type KnownKey = {
  readonly key: string
  readonly same: boolean
  readonly waits?: string
  readonly taken_back?: true
}

export type FundingAnswer =
  | { readonly outcome: 'unknown_org' | 'stale' | 'regate' }
  | { readonly outcome: 'repeated'; readonly known: Readonly<Record<string, string>> }
  | { readonly outcome: 'known'; readonly known: readonly KnownKey[] }
  | {
      readonly outcome: 'applied'
      readonly sequence: string
      readonly version: string
      /** Units of quota and extras that are left; only on `plan_quota`. */
      readonly computeRemaining: string | null
    }

type Row = {
  org: string
  outcome: FundingAnswer['outcome']
  known: never
  sequence: string
  version: string
  compute_remaining: string | null
}

const answerOf = ({ outcome, known, sequence, version, compute_remaining }: Row): FundingAnswer => {
  if (outcome === 'applied') return { outcome, sequence, version, computeRemaining: compute_remaining }
  return outcome === 'known' || outcome === 'repeated' ? { outcome, known } : { outcome }
}

/**
 * Writes what was decided for one org or for several, each by itself: all of an org's write stands or none. Safe to
 * repeat: events by their keys, the rest by its claim.
 */
export const writeFunding = (
  db: Db,
  now: Temporal.Instant,
  writes: readonly FundingWrite[],
): Promise<ReadonlyMap<string, FundingAnswer>> =>
  call(async () => {
    const sql = db.$client
    const { heads, rows: parts } = flatten(writes, holderOf(sql))
    const rows = await sql<Row[]>`
      select org, outcome, known, sequence::text, version::text, compute_remaining::text
        from write_fundings(${now.toString()}, ${JSON.stringify(heads)}::text::jsonb, ${JSON.stringify(parts)}::text::jsonb)`
    return new Map(rows.map((row) => [row.org, answerOf(row)]))
  })

/**
 * The same for several writes of one org, each at its own moment and on what those before it leave, in one call: each stands
 * or not by itself. One that was decided on a write that does not stand is answered `stale`.
 */
export const writeFundingInOrder = (
  db: Db,
  writes: readonly { readonly now: Temporal.Instant; readonly write: FundingWrite }[],
): Promise<readonly FundingAnswer[]> =>
  call(async () => {
    const sql = db.$client
    const all = writes.map(({ now, write }) => ({ now: now.toString(), ...flatten([write], holderOf(sql)) }))
    const rows = await sql<Row[]>`
      select org, outcome, known, sequence::text, version::text, compute_remaining::text
        from write_fundings_in_order(${JSON.stringify(all)}::text::jsonb) order by place`
    return rows.map(answerOf)
  })

/** Writes as the function takes them: what is one per org by org, and rows of all orgs together. */
const flatten = (writes: readonly FundingWrite[], holder: string) => {
  const heads: Record<string, object> = {}
  const rows: Record<string, object[]> = {}
  for (const { org, move, events, unfunded, instalments, grants, entries, draws, months, ...head } of writes) {
    heads[org] = {
      ...head,
      by_turn: holder,
      ...(events ? { events: events.length } : {}),
      ...(move ? { moved: true } : {}),
    }
    const own = { events, unfunded, instalments, grants, entries, draws, months, moves: move && [move] }
    for (const [kind, list] of Object.entries(own)) {
      if (!list) continue
      const into = rows[kind] ?? []
      for (const [index, row] of list.entries()) into.push({ org, i: index + 1, ...row })
      rows[kind] = into
    }
  }
  return { heads, rows }
}
