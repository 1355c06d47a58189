import { Temporal } from 'temporal-polyfill'
import {
  knownSubscription,
  listStripeSubscriptions,
  owedLongest,
  type StripeSubscription,
} from '@/db/queries/stripe-subscriptions'
import { listDisputeStatuses } from '@/db/queries/subscription-payments'
import type { Ctx } from '@/lib/context'
import { dunningDays, nextStandingAt, type Standing, standingAt } from '@/lib/core/dunning/standing'
import { minorPlaces } from '@/lib/core/money/amount'
import { formatDecimal } from '@/lib/core/money/decimal'
import { cannotBuy, isLive, liveSubscription, orgStanding } from '@/lib/core/plans/entitlement'
import type { Product } from '@/lib/core/plans/offer'

const instantText = (nanoseconds: bigint | null): string | null =>
  nanoseconds === null ? null : Temporal.Instant.fromEpochNanoseconds(nanoseconds).toString()

/** A subscription at Stripe, as screens show it. Instants are ISO text, the price is decimal text. */
export const subscriptionItem = (row: StripeSubscription, now: bigint) => {
  const known = knownSubscription(row)
  return {
    subscriptionId: row.subscriptionId,
    product: row.product,
    name: row.name,
    version: row.version,
    billed: row.billed,
    currency: row.currency,
    price: formatDecimal(row.price, minorPlaces),
    status: row.status,
    live: isLive(known),
    standing: standingAt(known.pastDueSince, now),
    startedAt: row.startedAt.toString(),
    periodEndsAt: row.periodEndsAt.toString(),
    /** When it is to end, or did; null where it renews. */
    endsAt: row.endsAt?.toString() ?? null,
    pastDueSince: row.pastDueSince?.toString() ?? null,
  }
}
export type SubscriptionItem = ReturnType<typeof subscriptionItem>

/** What is owed for what an org subscribes to, and what comes of it (P7). */
export type Dunning = {
  readonly standing: Exclude<Standing, 'good'>
  /** What it is owed for: the one that is owed longest. */
  readonly product: Product
  readonly name: string
  readonly version: number
  /** All that is unpaid of it. */
  readonly owed: string
  readonly currency: string
  readonly since: string
  /** When the standing changes next; null once it is the last. */
  readonly nextAt: string | null
  /** From when nothing new can be bought, and from when what it is owed for is not in force any more. */
  readonly blockedAt: string
  readonly endedAt: string
}

/** What an org subscribes to at Stripe, or did, and how it stands with it. The caller has checked who may see it. */
export const orgSubscriptions = async (ctx: Pick<Ctx, 'db' | 'now'>, org: string) => {
  const now = ctx.now.epochNanoseconds
  const rows = await listStripeSubscriptions(ctx.db, org)
  const known = rows.map(knownSubscription)
  const itemOf = (product: Product): SubscriptionItem | null => {
    const live = liveSubscription(known, product)
    const row = rows.find(({ subscriptionId }) => subscriptionId === live?.id)
    return row ? subscriptionItem(row, now) : null
  }
  return {
    all: rows.map((row) => subscriptionItem(row, now)),
    plan: itemOf('plan'),
    tier: itemOf('tier'),
    dunning: dunningOf(rows, now),
    standing: orgStanding(known, now),
  }
}

/** Why nothing new is sold to an org; null where it is (P7). The caller has checked who may see it. */
export const blockedBy = async (ctx: Pick<Ctx, 'db' | 'now'>, org: string): Promise<Blocked | null> => {
  const [rows, disputes] = await Promise.all([listStripeSubscriptions(ctx.db, org), listDisputeStatuses(ctx.db, org)])
  const standing = orgStanding(rows.map(knownSubscription), ctx.now.epochNanoseconds)
  return cannotBuy(standing, disputes)?.refused ?? null
}
export type Blocked = NonNullable<ReturnType<typeof cannotBuy>>['refused']

const dunningOf = (rows: readonly StripeSubscription[], now: bigint): Dunning | null => {
  const row = owedLongest(rows)
  if (row === null) return null
  const { pastDueSince } = row
  const since = pastDueSince.epochNanoseconds
  const standing = standingAt(since, now)
  if (standing === 'good') return null
  const { product, name, version, currency, owed } = row
  const after = (days: number): string => pastDueSince.add({ hours: 24 * days }).toString()
  return {
    standing,
    product,
    name,
    version,
    owed: formatDecimal(owed, minorPlaces),
    currency,
    since: pastDueSince.toString(),
    nextAt: instantText(nextStandingAt(since, now)),
    blockedAt: after(dunningDays.degraded),
    endedAt: after(dunningDays.unpaid),
  }
}
