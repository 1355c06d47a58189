import { Temporal } from 'temporal-polyfill'
import { writeMinor } from '@/db/columns'
import type { LoadedAccount } from '@/db/queries/accounts'
import { listOffers } from '@/db/queries/offers'
import { findPlanVersion } from '@/db/queries/plans'
import { sumCutWeeks } from '@/db/queries/quota-weeks'
import { type KnownSubscription, knownSubscription, listStripeSubscriptions } from '@/db/queries/stripe-subscriptions'
import { findSubscription, type SubscriptionRow } from '@/db/queries/subscriptions'
import { auditEntry, type Ctx } from '@/lib/context'
import { actorName } from '@/lib/core/access/permit'
import type { Account, Plan } from '@/lib/core/funding/account'
import { formatDecimal } from '@/lib/core/money/decimal'
import { carriedQuota, type Entitlement, entitlementOf, entitles, planStep } from '@/lib/core/plans/entitlement'
import { freePlan, latestOffers } from '@/lib/core/plans/offer'
import { quantityPlaces } from '@/lib/core/usage/price'
import { changeAccount } from '@/lib/flows/funding/change-account'
import { openWeek } from '@/lib/flows/funding/project'
import { settingsOf } from '@/lib/flows/funding/save-funding'
import { Refusal } from '@/lib/platform/errors'
import type { SubscriptionAtStripe } from '@/lib/stripe/subscriptions'
import { paidAtStripe } from './paid-subscription'

type Terms = Omit<Plan, 'periodStartedAt'>
type Reading = {
  readonly found: readonly SubscriptionAtStripe[]
  readonly known: readonly KnownSubscription[]
  readonly before: Entitlement
  readonly after: Entitlement
  /** Terms of the plan that is in force afterwards: what is paid for, or else the free one. Null where there is none. */
  readonly terms: Terms | null
  readonly pinned: SubscriptionRow | null
  /** What was consumed in weeks that were cut off, by when they began. */
  readonly cut: ReadonlyMap<bigint, bigint>
}

const rowOf = (each: SubscriptionAtStripe, now: bigint) => ({
  subscription_id: each.subscriptionId,
  product: each.choice.product,
  name: each.choice.name,
  version: each.choice.version,
  billed: each.choice.billed,
  currency: each.currency,
  price: writeMinor(each.price),
  status: each.status,
  started_at: each.startedAt.toString(),
  period_started_at: each.periodStartedAt.toString(),
  period_ends_at: each.periodEndsAt.toString(),
  ends_at: each.endsAt?.toString() ?? null,
  ended_at: each.endedAt?.toString() ?? null,
  past_due_since: each.pastDueSince?.toString() ?? null,
  entitled: entitles(paidAtStripe(each), now),
})

const inForce = (known: readonly KnownSubscription[]): Entitlement => {
  const of = (product: 'plan' | 'tier') => known.find((each) => each.product === product && each.entitled) ?? null
  return { plan: of('plan'), tier: of('tier') }
}

const freeTerms = async (ctx: Ctx): Promise<Terms | null> => {
  const offers = latestOffers(await listOffers(ctx.db), ctx.now.epochNanoseconds)
  const free = offers.find(({ product, name }) => product === 'plan' && name === freePlan)
  return free ? findPlanVersion(ctx.db, freePlan, free.version) : null
}

const paidTerms = async (ctx: Ctx, { name, version }: { name: string; version: number }): Promise<Terms> => {
  const terms = await findPlanVersion(ctx.db, name, version)
  if (terms) return terms
  throw new Refusal('unavailable', `There is no version ${version} of the plan ${name} yet.`, { plan: name })
}

const look = async (ctx: Ctx, org: string, read: () => Promise<readonly SubscriptionAtStripe[]>): Promise<Reading> => {
  const known = (await listStripeSubscriptions(ctx.db, org)).map(knownSubscription)
  const [found, pinned, cut] = await Promise.all([
    read(),
    findSubscription(ctx.db, org),
    sumCutWeeks(ctx.db, org, ctx.now),
  ])
  const before = inForce(known)
  const after = entitlementOf(found.map(paidAtStripe), ctx.now.epochNanoseconds)
  const terms = after.plan ? await paidTerms(ctx, after.plan) : before.plan ? await freeTerms(ctx) : null
  return { found, known, before, after, terms, pinned, cut }
}

/**
 * The account with another plan, and the week of quota that it opens.
 * @param cut where the week goes on: what was consumed in weeks that were cut off. Null where a week begins.
 */
const withPlan = (account: Account, plan: Plan, now: bigint, cut: ReadonlyMap<bigint, bigint> | null) => {
  const opened = openWeek({ ...account, plan }, now)
  const { week } = account
  if (cut === null || !week || now >= week.endsAt) return opened
  const { startsAt, endsAt } = week
  const quota = carriedQuota((cut.get(startsAt) ?? 0n) + week.used + week.held, plan.quota)
  const text = (at: bigint) => Temporal.Instant.fromEpochNanoseconds(at).toString()
  return {
    row: {
      ...opened.row,
      starts_at: text(startsAt),
      ends_at: text(endsAt),
      quota: formatDecimal(quota, quantityPlaces),
    },
    account: {
      ...opened.account,
      week: { ...(opened.account.week ?? week), startsAt, endsAt, quota, used: 0n, held: 0n },
    },
  }
}

type Step = { readonly account: Account; readonly write: object; readonly said: object | null }

/** What the plan does: it starts, renews, moves or ends, or only what is owed for it changes. */
const stepOfPlan = (ctx: Ctx, account: Account, { before, after, terms, pinned, found, cut }: Reading): Step => {
  const now = ctx.now.epochNanoseconds
  const step = planStep(before.plan, after.plan)
  const row = (plan: string, version: number, status: string, billed: string, startedAt: bigint) => ({
    plan,
    plan_version: version,
    billed,
    status,
    period_started_at: Temporal.Instant.fromEpochNanoseconds(startedAt).toString(),
  })
  if (after.plan && step !== 'none' && terms) {
    const { name, version, billed, periodStartedAt, pastDueSince } = after.plan
    const opened = withPlan(account, { ...terms, periodStartedAt }, now, step === 'moves' ? cut : null)
    const status = pastDueSince === null ? 'active' : 'past_due'
    const subscription = row(name, version, status, billed, periodStartedAt)
    return { account: opened.account, write: { open_week: opened.row, subscription }, said: { step, ...subscription } }
  }
  if (step === 'ends') {
    const owes = found.some(({ choice, pastDueSince }) => choice.product === 'plan' && pastDueSince !== null)
    if (terms) {
      const opened = withPlan(account, { ...terms, periodStartedAt: now }, now, null)
      const subscription = row(terms.plan, terms.version, owes ? 'unpaid' : 'active', 'monthly', now)
      const write = { open_week: opened.row, subscription }
      return { account: opened.account, write, said: { step, ...subscription } }
    }
    if (!pinned) return { account, write: {}, said: null }
    const status = owes ? 'unpaid' : 'cancelled'
    const started = pinned.periodStartedAt.epochNanoseconds
    const subscription = row(pinned.plan, pinned.version, status, pinned.billed, started)
    return { account: { ...account, plan: null }, write: { subscription }, said: { step, ...subscription } }
  }
  if (after.plan && pinned && pinned.plan === after.plan.name) {
    const status = after.plan.pastDueSince === null ? 'active' : 'past_due'
    const { name, version, billed } = after.plan
    if (pinned.status === status && pinned.billed === billed) return { account, write: {}, said: null }
    const started = pinned.periodStartedAt.epochNanoseconds
    return { account, write: { subscription: row(name, version, status, billed, started) }, said: null }
  }
  return { account, write: {}, said: null }
}

/** What the tier does to the gate; one that was agreed by hand stays. */
const stepOfTier = (loaded: LoadedAccount, { before, after }: Reading): Step => {
  const { account } = loaded
  const { limits } = account
  if (before.tier?.name === after.tier?.name || limits.tier === 'custom') return { account, write: {}, said: null }
  const tier = (after.tier?.name ?? 'base') as typeof limits.tier
  const next = { ...account, limits: { ...limits, tier, concurrency: null } }
  return { account: next, write: { settings: settingsOf({ ...loaded, account: next }) }, said: { tier } }
}

/**
 * Keeps what an org subscribes to as it stands at Stripe, and gives it the plan and the tier that follow from that in
 * the same write (P6, P7, G7): the gate knows at once.
 * @param read is asked again where another reading was recorded since: what was read first may be the older state.
 */
export const recordSubscriptions = async (
  ctx: Ctx,
  org: string,
  read: () => Promise<readonly SubscriptionAtStripe[]>,
): Promise<void> => {
  let reading = await look(ctx, org, read)
  await changeAccount(ctx, org, (loaded) => {
    const tier = stepOfTier(loaded, reading)
    const plan = stepOfPlan(ctx, tier.account, reading)
    const said = tier.said || plan.said ? { ...tier.said, ...plan.said } : null
    return {
      after: { ...plan.account, short: said === null ? loaded.account.short : false },
      write: {
        ...(said ? { reshape: true } : {}),
        ...tier.write,
        ...plan.write,
        stripe_subscriptions: {
          seen: reading.known[0]?.reading ?? 0,
          rows: reading.found.map((each) => rowOf(each, ctx.now.epochNanoseconds)),
        },
        by: actorName(ctx.actor),
        ...(said ? { audit: auditEntry(ctx, 'subscription.change', { org, after: said }) } : {}),
      },
      again: async () => {
        reading = await look(ctx, org, read)
      },
    }
  })
}
