import { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { writePico } from '@/db/columns'
import type { Origin } from '@/lib/core/funding/grant'
import type { EntryKind } from '@/lib/core/funding/ledger'
import type { GrantMove, Posting } from '@/lib/core/funding/post'
import type { Part } from '@/lib/core/funding/waterfall'
import type { Gate, GateMove } from '@/lib/core/gate/project'
import { pico } from '@/lib/core/money/amount'
import { call } from './call'
import { json } from './json'

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
}

export type FundingWrite = {
  readonly org: string
  readonly sequence?: string
  readonly version?: string
  readonly reshape?: boolean
  /** Whether usage is refused now, or the org is funded again. */
  readonly short?: boolean
  /** The price book that events were priced by, and its latest version. */
  readonly book?: string
  readonly book_version?: number
  readonly claim?:
    | { readonly kind: 'ledger'; readonly entry: EntryKind; readonly reference: string }
    | { readonly kind: 'reservation'; readonly id: string }
    | { readonly kind: 'audit' }
  readonly events?: readonly UsageRow[]
  readonly unfunded?: readonly object[]
  readonly grants?: readonly object[]
  readonly entries?: readonly object[]
  readonly draws?: readonly object[]
  readonly months?: readonly object[]
  readonly weeks?: readonly unknown[]
  readonly open_week?: unknown
  readonly open?: readonly unknown[]
  readonly close?: readonly unknown[]
  readonly biller?: unknown
  readonly settings?: unknown
  readonly payment_method?: unknown
  readonly subscription?: unknown
  readonly period_started_at?: string
  /** How the gate moves with it, or how it is projected. */
  readonly move?: object
  readonly gate?: object
  readonly by?: string
  readonly audit?: unknown
}

export type FundingAnswer =
  | { readonly outcome: 'unknown_org' | 'stale' | 'regate' }
  | { readonly outcome: 'repeated'; readonly known: Readonly<Record<string, string>> }
  | { readonly outcome: 'known'; readonly known: readonly { readonly key: string; readonly same: boolean }[] }
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
    const { heads, rows: parts } = flatten(writes)
    const rows = await sql<Row[]>`
      select org, outcome, known, sequence::text, version::text, compute_remaining::text
        from write_fundings(${now.toString()}, ${json(sql, heads)}, ${json(sql, parts)})`
    return new Map(rows.map((row) => [row.org, answerOf(row)]))
  })

/** Writes as the function takes them: what is one per org by org, and rows of all orgs together. */
const flatten = (writes: readonly FundingWrite[]) => {
  const heads: Record<string, object> = {}
  const rows: Record<string, object[]> = {}
  for (const { org, move, events, unfunded, grants, entries, draws, months, ...head } of writes) {
    heads[org] = { ...head, ...(events ? { events: events.length } : {}), ...(move ? { moved: true } : {}) }
    const own = { events, unfunded, grants, entries, draws, months, moves: move && [move] }
    for (const [kind, list] of Object.entries(own)) {
      if (!list) continue
      const into = rows[kind] ?? []
      for (const [index, row] of list.entries()) into.push({ org, i: index + 1, ...row })
      rows[kind] = into
    }
  }
  return { heads, rows }
}

const text = (value: bigint): string => writePico(pico(value))

const drawOf = ({ grant, remaining, held, used, expired, refunded }: GrantMove) => ({
  grant,
  remaining: text(remaining),
  held: text(held),
  used: text(used),
  expired: text(expired),
  refunded: text(refunded),
})

const some = <Value>(list: readonly Value[]): readonly Value[] | undefined => (list.length > 0 ? list : undefined)

type PostingTerms = {
  readonly by: string
  readonly asset: (grant: string) => string
  /** Business key of the entries, by grant; those of usage are named after the events they pay for. */
  readonly reference?: (grant: string) => string
  readonly note?: string
  /** What capped claims add to a month, and what it takes at most, spent and held together. */
  readonly capped?: (month: string) => { readonly added: bigint; readonly most: bigint } | null
  readonly weeks?: (week: string) => object
}

/** A posting as sections of a write. */
export const postingSections = (
  { grants, months, weeks, entries }: Posting,
  { by, asset, reference, note, capped, weeks: weekTerms }: PostingTerms,
): Pick<FundingWrite, 'draws' | 'months' | 'weeks' | 'entries'> => ({
  draws: some(grants.map(drawOf)),
  months: some(
    months.map(({ month, spent, held }) => {
      const cap = capped?.(month) ?? null
      return {
        month: `${month}-01`,
        spent: text(spent),
        held: text(held),
        ...(cap === null ? {} : { capped: text(cap.added), most: text(cap.most) }),
      }
    }),
  ),
  weeks: some(
    weeks.map(({ week, used, held }) => ({ week, used: text(used), held: text(held), ...weekTerms?.(week) })),
  ),
  entries: some(
    entries.map(({ grant, kind, amount }) => ({
      grant,
      asset: asset(grant),
      by,
      kind,
      amount: text(amount),
      ...(reference ? { reference: reference(grant) } : {}),
      ...(note ? { note } : {}),
    })),
  ),
})

export type NewGrant = {
  readonly id: string
  readonly origin: Origin
  readonly asset: string
  readonly priority: number
  readonly expiresAt: Temporal.Instant | null
  readonly amount: bigint
}

export const grantSection = ({ id, origin, asset, priority, expiresAt, amount }: NewGrant) => ({
  id,
  origin,
  asset,
  priority,
  expires_at: expiresAt?.toString() ?? null,
  granted: text(amount),
})

export const partRows = (parts: readonly Part[]) =>
  parts.map(({ source, kind, measure, amount, units }) => ({
    source,
    kind,
    measure,
    amount: text(amount),
    units: text(units),
  }))

const forever = '9999-12-31T00:00:00Z'

/** The gate's row as projected. */
export const gateSection = (
  gate: Gate,
  { cell, priceBook, zone }: { readonly cell: string | null; readonly priceBook: string; readonly zone: string },
) => ({
  set: {
    biller: gate.biller,
    halted: gate.halted,
    reason: gate.reason,
    currency: gate.currency,
    remaining: gate.remaining === null ? null : text(gate.remaining),
    held: text(gate.held),
    unit: gate.unit,
    units_remaining: text(gate.unitsRemaining),
    units_held: text(gate.unitsHeld),
    max_disk_mb: gate.maxDiskMb,
    max_memory_mb: gate.maxMemoryMb,
    max_vcpus: gate.maxVcpus,
    concurrency: gate.concurrency,
    cell,
    price_book: priceBook,
    zone,
    units_base: text(gate.ratio.base),
    units_per_cost: text(gate.ratio.perCost),
    units_ceiling: gate.ratio.ceiling === null ? null : text(gate.ratio.ceiling),
    valid_until: gate.validUntil === null ? forever : Temporal.Instant.fromEpochNanoseconds(gate.validUntil).toString(),
  },
})

export const gateMoveSection = (move: GateMove, short: boolean) => ({
  remaining: text(move.remaining),
  held: text(move.held),
  units_remaining: text(move.unitsRemaining),
  units_held: text(move.unitsHeld),
  ...(short ? { short } : {}),
})
