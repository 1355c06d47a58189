import { Temporal } from 'temporal-polyfill'
import { gateSection } from '@/db/commands/funding-sections'
import type { LoadedAccount } from '@/db/queries/accounts'
import type { Account, QuotaWeek } from '@/lib/core/funding/account'
import { billerAt } from '@/lib/core/funding/biller'
import { projectGate, soonest } from '@/lib/core/gate/project'
import { formatDecimal } from '@/lib/core/money/decimal'
import { carriedWeek } from '@/lib/core/plans/carried-week'
import { quotaPeriodAt } from '@/lib/core/plans/quota-week'
import { thresholds } from '@/lib/core/plans/thresholds'
import { termsOn } from '@/lib/core/pricing/billing-terms'
import { dayAt, dayStart, monthReader } from '@/lib/core/time/billing-day'
import type { Day } from '@/lib/core/time/day'
import { quantityPlaces } from '@/lib/core/usage/price'
import { newId } from '@/lib/platform/ids'

const readers = new Map<string, ReturnType<typeof monthReader>>()

/** The civil month of a zone at an instant, and when it ends. */
export const currentMonth = (zone: string, at: bigint): { readonly month: string; readonly endsAt: bigint } => {
  let reader = readers.get(zone)
  if (!reader) {
    reader = monthReader(zone)
    readers.set(zone, reader)
  }
  return reader(at)
}

/** True where the account lives on a weekly quota and its week is over, or none was opened yet. */
export const isWeekDue = ({ switches, plan, week }: Account, now: bigint): boolean =>
  billerAt(switches, now) === 'plan_quota' && plan !== null && (week === null || now >= week.endsAt)

/** The week of quota that `now` lies in, as a row to open and on the account. */
export const openWeek = (account: Account, now: bigint): { readonly row: object; readonly account: Account } => {
  const { plan, zone } = account
  if (plan === null) throw new Error(`${account.org} has no plan to open a week of`)
  const startedAt = Temporal.Instant.fromEpochNanoseconds(plan.periodStartedAt)
  const { key, start, end } = quotaPeriodAt({ startedAt, zone }, Temporal.Instant.fromEpochNanoseconds(now))
  const id = newId('wk')
  const row = {
    week_id: id,
    week: key,
    starts_at: start.toString(),
    ends_at: end.toString(),
    plan: plan.plan,
    plan_version: plan.version,
    quota: formatDecimal(plan.quota, quantityPlaces),
  }
  const week = {
    id,
    startsAt: start.epochNanoseconds,
    endsAt: end.epochNanoseconds,
    quota: plan.quota,
    used: 0n,
    held: 0n,
  }
  return { row, account: { ...account, week } }
}

/** The week that goes on with another plan, as a section of a write and on the account. */
export const carryWeek = (
  account: Account,
  plan: NonNullable<Account['plan']>,
  week: QuotaWeek,
  cutOff?: bigint,
): { readonly row: object; readonly account: Account } => {
  const carried = carriedWeek(week, plan.quota, cutOff)
  const row = {
    week: week.id,
    plan: plan.plan,
    plan_version: plan.version,
    quota: formatDecimal(carried.quota, quantityPlaces),
    thresholds: thresholdRows(carried.quota),
  }
  return { row, account: { ...account, plan, week: carried } }
}

/** The thresholds of a quota as they are written. */
export const thresholdRows = (quota: bigint) =>
  thresholds(quota).map(({ percent, at }) => ({ percent, at: formatDecimal(at, quantityPlaces) }))

/** The gate's row of an account, as a section of a write. */
export const gateOf = (account: Account, { cell, books }: Pick<LoadedAccount, 'cell' | 'books'>, now: bigint) => {
  const { zone } = account
  const gate = projectGate(account, now, currentMonth(zone, now))
  const today = dayAt(Temporal.Instant.fromEpochNanoseconds(now), zone)
  const priceBook = termsOn(books, today).book
  return gateSection(
    { ...gate, validUntil: soonest([gate.validUntil, nextBookAt(books, today, zone)]) },
    {
      cell,
      priceBook,
      zone,
    },
  )
}

/** The instant from which the next price book counts; null if none is planned. */
const nextBookAt = (books: LoadedAccount['books'], today: Day, zone: string): bigint | null => {
  const next = books.map(({ effectiveOn }) => effectiveOn).filter((day) => day > today)
  const first = next.sort()[0]
  return first === undefined ? null : dayStart(first, zone).epochNanoseconds
}
