import { Temporal } from 'temporal-polyfill'
import { writePico } from '@/db/columns'
import type { Origin } from '@/lib/core/funding/grant'
import type { EntryKind } from '@/lib/core/funding/ledger'
import type { GrantMove, Posting } from '@/lib/core/funding/post'
import type { Part } from '@/lib/core/funding/waterfall'
import type { Gate, GateMove } from '@/lib/core/gate/project'
import { pico } from '@/lib/core/money/amount'
import type { FundingWrite } from './write-funding'

const text = (value: bigint): string => writePico(pico(value))

const drawOf = ({ grant, remaining, held, used, expired, refunded, toWithhold = 0n }: GrantMove) => ({
  grant,
  remaining: text(remaining),
  held: text(held),
  used: text(used),
  expired: text(expired),
  refunded: text(refunded),
  ...(toWithhold === 0n ? {} : { to_withhold: text(toWithhold) }),
})

const some = <Value>(list: readonly Value[]): readonly Value[] | undefined => (list.length > 0 ? list : undefined)

type PostingTerms = {
  readonly by: string
  readonly asset: (grant: string) => string
  /** Business key of the entries, by grant; those of usage are named after the events they pay for. */
  readonly reference?: (grant: string, kind: EntryKind) => string | undefined
  readonly note?: string | ((kind: EntryKind) => string)
  /** What a caller asked for under the reference. */
  readonly hash?: string
  /** What capped claims add to a month, and what it takes at most, spent and held together. */
  readonly capped?: (month: string) => { readonly added: bigint; readonly most: bigint } | null
  readonly weeks?: (week: string) => object
}

/** A posting as sections of a write. */
export const postingSections = (
  { grants, months, weeks, entries }: Posting,
  { by, asset, reference, note, hash, capped, weeks: weekTerms }: PostingTerms,
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
    entries.map(({ grant, kind, amount }) => {
      const [key, why] = [reference?.(grant, kind), typeof note === 'function' ? note(kind) : note]
      return {
        grant,
        asset: asset(grant),
        by,
        kind,
        amount: text(amount),
        ...(key === undefined ? {} : { reference: key }),
        ...(why ? { note: why } : {}),
        ...(hash ? { hash } : {}),
      }
    }),
  ),
})

export type NewGrant = {
  readonly id: string
  readonly origin: Origin
  readonly asset: string
  readonly priority: number
  readonly expiresAt: Temporal.Instant | null
  readonly amount: bigint
  /** The first grant of the purchase of which this is credit that came back. */
  readonly returnedOf?: string | undefined
}

export const grantSection = ({ id, origin, asset, priority, expiresAt, amount, returnedOf }: NewGrant) => ({
  id,
  origin,
  asset,
  priority,
  expires_at: expiresAt?.toString() ?? null,
  granted: text(amount),
  ...(returnedOf === undefined ? {} : { returned_of: returnedOf }),
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
    cap: gate.cap === null ? null : text(gate.cap),
    quota: gate.quota === null ? null : text(gate.quota),
    cell,
    price_book: priceBook,
    zone,
    units_base: text(gate.ratio.base),
    units_per_cost: text(gate.ratio.perCost),
    units_ceiling: gate.ratio.ceiling === null ? null : text(gate.ratio.ceiling),
    valid_until: gate.validUntil === null ? forever : Temporal.Instant.fromEpochNanoseconds(gate.validUntil).toString(),
  },
})

export const gateMoveSection = (move: GateMove) => ({
  remaining: text(move.remaining),
  held: text(move.held),
  units_remaining: text(move.unitsRemaining),
  units_held: text(move.unitsHeld),
})
