import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { readPico } from '@/db/columns'
import type { Biller } from '@/lib/core/funding/biller'
import type { Gate, HaltReason } from '@/lib/core/gate/project'
import { isOneOf, lookUp } from './look-up'

export type GateRow = Omit<Gate, 'validUntil'> & {
  readonly generation: string
  readonly cell: string | null
  readonly priceBook: string
  readonly zone: string
  /** Whether usage waits that could not be paid. */
  readonly short: boolean
}

/** `missing` has to be projected first; `stale` was projected for another account than there is now. */
export type FoundGate = { readonly state: 'current'; readonly gate: GateRow } | { readonly state: 'missing' | 'stale' }

type Row = {
  org: string
  state: FoundGate['state']
  biller: Biller
  halted: boolean
  reason: HaltReason | ''
  currency: string
  remaining: string | null
  held: string
  unit: string
  units_remaining: string
  units_held: string
  max_disk_mb: number
  max_memory_mb: number | null
  max_vcpus: number | null
  concurrency: number
  cap: string | null
  quota: string | null
  short: boolean
  cell: string | null
  price_book: string
  zone: string
  units_base: string
  units_per_cost: string
  units_ceiling: string | null
  generation: string
}

const gateOf = (row: Row): GateRow => ({
  biller: row.biller,
  halted: row.halted,
  reason: row.reason,
  currency: row.currency,
  remaining: row.remaining === null ? null : readPico(row.remaining),
  held: readPico(row.held),
  unit: row.unit,
  unitsRemaining: readPico(row.units_remaining),
  unitsHeld: readPico(row.units_held),
  maxDiskMb: row.max_disk_mb,
  maxMemoryMb: row.max_memory_mb,
  maxVcpus: row.max_vcpus,
  concurrency: row.concurrency,
  cap: row.cap === null ? null : readPico(row.cap),
  quota: row.quota === null ? null : readPico(row.quota),
  short: row.short,
  ratio: {
    base: readPico(row.units_base),
    perCost: readPico(row.units_per_cost),
    ceiling: row.units_ceiling === null ? null : readPico(row.units_ceiling),
  },
  cell: row.cell,
  priceBook: row.price_book,
  zone: row.zone,
  generation: row.generation,
})

/** The rows that the gate answers from (G1), by org; unknown orgs are left out. */
export const findGates = (
  db: Db,
  orgs: readonly string[],
  now: Temporal.Instant,
): Promise<ReadonlyMap<string, FoundGate>> =>
  lookUp(async () => {
    const rows = await db.$client<Row[]>`
      select a.org_id as org,
             case when g.org_id is null then 'missing'
                  when g.version <> a.version or g.valid_until <= ${now.toString()} then 'stale'
                  else 'current' end as state,
             g.biller, g.halted, g.reason, g.currency, g.remaining, g.held, g.unit, g.units_remaining, g.units_held,
             g.max_disk_mb, g.max_memory_mb, g.max_vcpus, g.concurrency, g.cap, g.quota, a.short, g.cell, g.price_book, g.zone,
             g.units_base, g.units_per_cost, g.units_ceiling, g.generation
        from org_accounts a left join org_gates g on g.org_id = a.org_id
       where ${isOneOf(db.$client, db.$client`a.org_id`, orgs)}`
    return new Map(rows.map((row): [string, FoundGate] => [row.org, foundOf(row)]))
  })

const foundOf = (row: Row): FoundGate =>
  row.state === 'current' ? { state: 'current', gate: gateOf(row) } : { state: row.state }

/** The row of one org; null where it is unknown. */
export const findGate = async (db: Db, org: string, now: Temporal.Instant): Promise<FoundGate | null> =>
  (await findGates(db, [org], now)).get(org) ?? null
