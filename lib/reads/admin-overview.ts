import type { Temporal } from 'temporal-polyfill'
import {
  listDisputedPayments,
  listHaltedOrgs,
  listOwing,
  oldestFailingEvent,
  type SubscriptionGroup,
  sumSubscriptions,
  sumUnpaidInvoices,
} from '@/db/queries/platform-standing'
import { loadRevenue } from '@/db/queries/revenue'
import { findVerified } from '@/db/queries/walks'
import { type Ctx, requirePermission } from '@/lib/context'
import { standingAt, worstStanding } from '@/lib/core/dunning/standing'
import { disputeStanding } from '@/lib/core/funding/dispute'
import { haltReasonOf } from '@/lib/core/gate/project'
import { type Minor, minorPlaces } from '@/lib/core/money/amount'
import { formatDecimal } from '@/lib/core/money/decimal'
import { isLive } from '@/lib/core/plans/entitlement'
import { bookingsOf } from '@/lib/core/revenue/recorded'
import { monthlyRecurring } from '@/lib/core/revenue/recurring'
import { type ByStream, currenciesOf, revenueOf } from '@/lib/core/revenue/revenue'
import { streams } from '@/lib/core/revenue/streams'
import { dayAt, spanInstants } from '@/lib/core/time/billing-day'
import { addMonths, monthOf, monthSpan } from '@/lib/core/time/day'
import { failingDeliveries } from './admin-deliveries'
import { failingJobs } from './admin-jobs'
import { failingStripeEvents } from './admin-stripe-events'
import { platformZone } from './platform-zone'

const shownMonths = 12
const mostHalted = 10
const mostOwing = 10
const homeCurrency = 'CHF'

export type AdminOverview = Awaited<ReturnType<typeof adminOverview>>

const text = (amount: Minor): string => formatDecimal(amount, minorPlaces)
const textsOf = (of: ByStream) => ({
  fees: text(of.fees),
  skills: text(of.skills),
  usage: text(of.usage),
  credit: text(of.credit),
  plans: text(of.plans),
})
const instantText = (at: Temporal.Instant | null): string | null => at?.toString() ?? null

/**
 * What an admin comes for first: what is earned, what is owed, and what went wrong. Every panel is one statement.
 * @param jobNames of all that Kontor does by itself.
 * @param currency of the revenue, as the address has it; one that nothing was earned in means the first there is.
 */
export const adminOverview = async (ctx: Ctx, currency: string | undefined, jobNames: readonly string[]) => {
  requirePermission(ctx, 'platform:admin')
  const [revenue, recurring, unpaid, halted, owing, disputed, events, deliveries, jobs, verified] = await Promise.all([
    revenuePanel(ctx, currency),
    recurringPanel(ctx),
    unpaidPanel(ctx),
    haltedPanel(ctx),
    owingPanel(ctx),
    disputedPanel(ctx),
    eventsPanel(ctx),
    failingDeliveries(ctx),
    failingJobs(ctx, jobNames),
    findVerified(ctx.db),
  ])
  return {
    revenue,
    recurring,
    unpaid,
    halted,
    owing,
    disputed,
    events,
    deliveries: { count: deliveries.count, oldestAt: instantText(deliveries.oldestAt) },
    jobs: { count: jobs.count, oldestAt: instantText(jobs.oldestAt) },
    differences: { count: verified.differences, oldestAt: instantText(verified.oldestAt) },
    held: { count: verified.held, oldestAt: instantText(verified.heldSince) },
    verifiedThrough: instantText(verified.throughAt),
    zone: platformZone,
  }
}

/** The last twelve months of the platform's zone, the running one included, in one currency. */
const revenuePanel = async ({ db, now }: Ctx, asked: string | undefined) => {
  const running = monthOf(dayAt(now, platformZone))
  const months = Array.from({ length: shownMonths }, (_, index) => addMonths(running, index + 1 - shownMonths))
  const first = months[0] ?? running
  const days = { start: `${first}-01`, end: monthSpan(running).end }
  const { start: from, end: until } = spanInstants(days, platformZone)
  const recorded = await loadRevenue(db, { fromOn: days.start, untilOn: days.end, from, until, zone: platformZone })
  const bookings = bookingsOf(recorded).filter(({ month }) => months.includes(month))
  const currencies = currenciesOf(bookings)
  const home = currencies.includes(homeCurrency) ? homeCurrency : currencies[0]
  const currency = currencies.find((each) => each === asked) ?? home ?? homeCurrency
  const found = revenueOf(bookings, currency, months)
  return {
    currency,
    currencies,
    months: found.months.map((row) => ({ month: row.month, total: text(row.total), streams: textsOf(row.streams) })),
    streams: textsOf(found.streams),
    /** Those in which something was booked; what is not sold takes no place. */
    shown: streams.filter((stream) => found.months.some((row) => row.streams[stream] !== 0n)),
    total: text(found.total),
  }
}

/** What subscriptions bring in each month, by currency, with what it is made of. Those whose term is over do not count. */
const recurringPanel = async ({ db }: Ctx) => {
  const live = (await sumSubscriptions(db)).filter(({ status }) => isLive({ status, endedAt: null }))
  return [...new Set(live.map(({ currency }) => currency))].map((currency) => ({
    currency,
    amount: text(monthlyRecurring(live, currency)),
    count: live.filter((group) => group.currency === currency).reduce((all, { count }) => all + count, 0),
    groups: joined(live.filter((group) => group.currency === currency)),
  }))
}

/** Groups that differ by their status alone, as one. */
const joined = (groups: readonly SubscriptionGroup[]) => {
  const byKind = new Map<string, SubscriptionGroup>()
  for (const group of groups) {
    const key = `${group.product} ${group.billed} ${group.name}`
    const known = byKind.get(key)
    const amount = ((known?.amount ?? 0n) + group.amount) as Minor
    byKind.set(key, { ...group, count: (known?.count ?? 0) + group.count, amount })
  }
  return [...byKind.values()].map(({ product, name, title, billed, count, amount }) => ({
    product,
    name,
    title,
    billed,
    count,
    amount: text(amount),
  }))
}

/** What is unpaid, as the list of invoices tells open from overdue. */
const unpaidPanel = async ({ db, now }: Ctx) => {
  const rows = await sumUnpaidInvoices(db, now)
  const of = (overdue: boolean) =>
    rows
      .filter((row) => row.overdue === overdue)
      .map(({ currency, count, total }) => ({ currency, count, total: text(total) }))
  return { open: of(false), overdue: of(true) }
}

const haltedPanel = async ({ db, now }: Ctx) => {
  const { count, orgs } = await listHaltedOrgs(db, now, mostHalted)
  return {
    count,
    orgs: orgs.map(({ org, name, since, ...gate }) => ({
      org,
      name,
      reason: haltReasonOf(gate),
      since: instantText(since),
    })),
  }
}

/** Orgs that owe for what they subscribe to, as each of their own pages says it. */
const owingPanel = async ({ db, now }: Ctx) => {
  const rows = (await listOwing(db)).filter(({ status }) => isLive({ status, endedAt: null }))
  const orgs = [...new Set(rows.map(({ org }) => org))].map((org) => {
    const own = rows.filter((row) => row.org === org)
    const standings = own.map(({ since }) => standingAt(since.epochNanoseconds, now.epochNanoseconds))
    return {
      org,
      name: own[0]?.name ?? org,
      since: instantText(own[0]?.since ?? null),
      standing: worstStanding(standings),
    }
  })
  return { count: orgs.length, orgs: orgs.slice(0, mostOwing) }
}

/** Disputes that wait for the bank. What it only asks about may become one. */
const disputedPanel = async ({ db }: Ctx) => {
  const found = await listDisputedPayments(db)
  const payments = found.map(({ org, name, status, amount, currency, openedAt }) => ({
    org,
    name,
    asked: disputeStanding(status) === 'asked',
    amount: text(amount),
    currency,
    since: openedAt.toString(),
  }))
  return { count: payments.length, payments: payments.slice(0, mostOwing) }
}

const eventsPanel = async (ctx: Ctx) => {
  const [count, oldestAt] = await Promise.all([failingStripeEvents(ctx), oldestFailingEvent(ctx.db)])
  return { count, oldestAt: instantText(oldestAt) }
}
