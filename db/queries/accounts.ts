import type { Db } from '@/db/client'
import { readPico } from '@/db/columns'
import { type Account, type Plan, plainUnitPolicy, type QuotaWeek, type Tier } from '@/lib/core/funding/account'
import type { Biller } from '@/lib/core/funding/biller'
import type { Grant, Origin } from '@/lib/core/funding/grant'
import { freePlan } from '@/lib/core/plans/offer'
import type { Day } from '@/lib/core/time/day'
import type { UnitPolicy } from '@/lib/core/usage/doc-units'
import { nanoseconds, readGrantSums } from './grant-row'
import { isOneOf, lookUp } from './look-up'

/** An account as it was read at one moment, with what a write has to hold against it. */
export type LoadedAccount = {
  readonly account: Account
  /** Of the last thing that was recorded. */
  readonly sequence: string
  /** Of the last change that was no mere draw. */
  readonly version: string
  /** The price books by day, each with its latest version. */
  readonly books: readonly DatedBook[]
  readonly cell: string | null
  /** When the last of the grants expired that expired with something left, in nanoseconds; null if there is none. */
  readonly lastExpiry: bigint | null
}

/** The price book of an org from a civil day on, as its terms say; of two for one day the higher version holds. */
export type DatedBook = {
  readonly effectiveOn: Day
  readonly version: number
  readonly book: string
  readonly latest: number
}

type GrantRow = { [Key in keyof Grant]: Grant[Key] extends bigint ? string : Grant[Key] } & {
  readonly origin: Origin
  readonly expiresAt: string | null
  readonly returnedOf: string | null
}
type Row = {
  org: string
  sequence: string
  version: string
  zone: string
  books: DatedBook[] | null
  currency: string
  card: boolean
  short: boolean
  short_since: string | null
  had_free_credit: boolean
  switches: { biller: Biller; from: string; sequence: string }[] | null
  funding: {
    freeCredit: boolean
    subscribed: boolean
    cap: string | null
    maxDiskMb: number
    tier: Tier
    concurrency: number | null
    cell: string | null
    unitPolicy: UnitPolicy
  } | null
  grants: GrantRow[] | null
  last_expiry: string | null
  months: { month: string; spent: string; held: string }[] | null
  week: { [Key in keyof QuotaWeek]: string } | null
  plan: {
    plan: string
    version: number
    quota: string
    base: string
    perCost: string
    ceiling: string | null
    maxMemoryMb: number
    maxVcpus: number
    periodStartedAt: string
  } | null
}

const grantOf = (row: GrantRow): Grant => ({
  id: row.id,
  origin: row.origin,
  asset: row.asset,
  priority: row.priority,
  expiresAt: row.expiresAt === null ? null : nanoseconds(row.expiresAt),
  sequence: BigInt(row.sequence),
  ...readGrantSums(row),
  returnedOf: row.returnedOf,
  toWithhold: readPico(row.toWithhold),
})

const weekOf = (row: NonNullable<Row['week']>): QuotaWeek => ({
  id: row.id,
  startsAt: nanoseconds(row.startsAt),
  endsAt: nanoseconds(row.endsAt),
  quota: readPico(row.quota),
  used: readPico(row.used),
  held: readPico(row.held),
})

const planOf = (row: NonNullable<Row['plan']>): Plan => ({
  plan: row.plan,
  version: row.version,
  quota: readPico(row.quota),
  ratio: {
    base: readPico(row.base),
    perCost: readPico(row.perCost),
    ceiling: row.ceiling === null ? null : readPico(row.ceiling),
  },
  maxMemoryMb: row.maxMemoryMb,
  maxVcpus: row.maxVcpus,
  periodStartedAt: nanoseconds(row.periodStartedAt),
})

const loadedOf = (row: Row): LoadedAccount => ({
  sequence: row.sequence,
  version: row.version,
  books: row.books ?? [],
  cell: row.funding?.cell ?? null,
  lastExpiry: row.last_expiry === null ? null : nanoseconds(row.last_expiry),
  account: {
    org: row.org,
    currency: row.currency,
    zone: row.zone,
    switches: (row.switches ?? []).map(({ biller, from, sequence }) => ({
      biller,
      from: nanoseconds(from),
      sequence: BigInt(sequence),
    })),
    freeCredit: row.funding?.freeCredit ?? true,
    hadFreeCredit: row.had_free_credit,
    card: row.card,
    subscribed: row.funding?.subscribed ?? false,
    cap: row.funding?.cap == null ? null : readPico(row.funding.cap),
    grants: (row.grants ?? []).map(grantOf),
    months: new Map(
      (row.months ?? []).map(({ month, spent, held }) => [month, { spent: readPico(spent), held: readPico(held) }]),
    ),
    plan: row.plan ? planOf(row.plan) : null,
    week: row.week ? weekOf(row.week) : null,
    short: row.short,
    shortSince: row.short_since === null ? null : nanoseconds(row.short_since),
    limits: {
      maxDiskMb: row.funding?.maxDiskMb ?? 20_480,
      tier: row.funding?.tier ?? 'base',
      concurrency: row.funding?.concurrency ?? null,
    },
    unitPolicy: row.funding?.unitPolicy ?? plainUnitPolicy,
  },
})

const grantJson = (
  client: Db['$client'],
) => client`json_build_object('id', g.grant_id, 'origin', g.origin, 'asset', g.asset,
  'priority', g.priority, 'expiresAt', micros(g.expires_at), 'sequence', g.sequence::text, 'granted', g.granted::text,
  'remaining', g.remaining::text, 'held', g.held::text, 'used', g.used::text, 'expired', g.expired::text,
  'refunded', g.refunded::text, 'returnedOf', g.returned_of, 'toWithhold', g.to_withhold::text)`

/** Grants of an org that expired after an instant, in nanoseconds, with something left: they pay for what was used before. */
export const findExpiredGrants = (db: Db, org: string, after: bigint): Promise<readonly Grant[]> =>
  lookUp(async () => {
    const rows = await db.$client<{ grant: GrantRow }[]>`
      select ${grantJson(db.$client)} as grant from credit_grants g
       where g.org_id = ${org} and g.expired > 0
         and micros(g.expires_at)::numeric > ${String(after / 1000n)}::text::numeric`
    return rows.map(({ grant }) => grantOf(grant))
  })

/** Grants of an org by their ids, also those of which nothing is left. */
export const findGrantsOf = (db: Db, org: string, ids: readonly string[]): Promise<readonly Grant[]> =>
  lookUp(async () => {
    const rows = await db.$client<{ grant: GrantRow }[]>`
      select ${grantJson(db.$client)} as grant from credit_grants g where g.org_id = ${org} and g.grant_id = any(${[...ids]})`
    return rows.map(({ grant }) => grantOf(grant))
  })

/** The accounts of orgs, in one statement and so of one moment; unknown orgs are left out. */
export const findAccounts = (db: Db, orgs: readonly string[]): Promise<ReadonlyMap<string, LoadedAccount>> =>
  lookUp(async () => {
    const rows = await db.$client<Row[]>`
      select a.org_id as org, a.sequence::text, a.version::text, c.zone, c.currency,
        (select json_agg(json_build_object('effectiveOn', t.effective_on, 'version', t.version, 'book', t.price_book,
            'latest', coalesce((select max(v.version) from price_book_versions v where v.price_book = t.price_book), 0)))
           from org_terms t where t.org_id = a.org_id) as books,
        coalesce(m.card_last4 <> '', false) as card,
        (select json_agg(json_build_object('biller', s.biller, 'from', micros(s.effective_at),
            'sequence', s.sequence::text)) from org_billers s where s.org_id = a.org_id) as switches,
        case when f.org_id is not null then json_build_object('freeCredit', f.free_credit, 'subscribed', f.subscribed,
          'cap', f.spend_cap::text, 'maxDiskMb', f.max_disk_mb, 'tier', f.tier, 'concurrency', f.concurrency,
          'cell', f.cell, 'unitPolicy', json_build_object('pagesPerUnit', f.pages_per_unit,
          'bytesPerUnit', f.bytes_per_unit, 'minimumUnits', f.minimum_units)) end as funding,
        (select json_agg(${grantJson(db.$client)})
           from credit_grants g where g.org_id = a.org_id and (g.remaining > 0 or g.held > 0 or g.to_withhold > 0)) as grants,
        (select micros(max(g.expires_at)) from credit_grants g where g.org_id = a.org_id and g.expired > 0) as last_expiry,
        (select json_agg(json_build_object('month', to_char(s.month_on, 'YYYY-MM'), 'spent', s.spent::text,
            'held', s.held::text)) from spend_months s where s.org_id = a.org_id) as months,
        (select json_build_object('id', q.week_id, 'startsAt', micros(q.starts_at), 'endsAt', micros(q.ends_at),
            'quota', q.quota::text, 'used', q.used::text, 'held', q.held::text)
           from quota_weeks q where q.org_id = a.org_id and q.archived_at is null) as week,
        (select json_build_object('plan', p.plan, 'version', p.version, 'quota', p.quota::text,
            'base', p.units_base::text, 'perCost', p.units_per_cost::text, 'ceiling', p.units_ceiling::text,
            'maxMemoryMb', p.max_memory_mb, 'maxVcpus', p.max_vcpus, 'periodStartedAt', micros(s.period_started_at))
           from subscriptions s join plan_versions p on p.plan = s.plan and p.version = s.plan_version
          where s.org_id = a.org_id
            and (s.status in ('active', 'past_due') or s.status = 'unpaid' and s.plan = ${freePlan})) as plan,
        exists (select from credit_grants g where g.org_id = a.org_id and g.origin = 'free') as had_free_credit,
        a.short, micros(a.short_since) as short_since
        from org_accounts a
        join org_billing_config c on c.org_id = a.org_id
        left join org_funding f on f.org_id = a.org_id
        left join org_payment_methods m on m.org_id = a.org_id
       where ${isOneOf(db.$client, db.$client`a.org_id`, orgs)}`
    return new Map(rows.map((row) => [row.org, loadedOf(row)]))
  })

export const findAccount = async (db: Db, org: string): Promise<LoadedAccount | null> =>
  (await findAccounts(db, [org])).get(org) ?? null
