import { Temporal } from 'temporal-polyfill'
import type { SubscriptionRow } from '@/db/queries/subscriptions'
import type { Ctx } from '@/lib/context'
import type { Account, Plan } from '@/lib/core/funding/account'
import { isUnderWay } from '@/lib/core/plans/carried-week'
import { type PaidSubscription, planStep } from '@/lib/core/plans/entitlement'
import type { Billed } from '@/lib/core/plans/offer'
import { carryWeek, openWeek } from '@/lib/flows/funding/project'
import type { Reading } from './reading'

/**
 * The account with another plan, and the week of quota that it opens or carries on.
 * @param cut if the week goes on: what was used in weeks that were cut off. Null if a week begins.
 */
const withPlan = (account: Account, plan: Plan, now: bigint, cut: ReadonlyMap<bigint, bigint> | null) => {
  const { week } = account
  if (cut === null || !isUnderWay(week, now)) {
    const { row, account: after } = openWeek({ ...account, plan }, now)
    return { write: { open_week: row }, account: after }
  }
  const { row, account: after } = carryWeek(account, plan, week, cut.get(week.startsAt))
  return { write: { change_week: row }, account: after }
}

/** What a reading changes: the account after it, the sections that write it, and what is said of it in the audit log. */
export type Step = { readonly account: Account; readonly write: object; readonly said: object | null }

type Pinned = {
  readonly plan: string
  readonly version: number
  readonly billed: Billed
  readonly status: SubscriptionRow['status']
  readonly startedAt: bigint
}

const sectionOf = ({ plan, version, billed, status, startedAt }: Pinned) => ({
  plan,
  plan_version: version,
  billed,
  status,
  period_started_at: Temporal.Instant.fromEpochNanoseconds(startedAt).toString(),
})

const statusOf = ({ pastDueSince }: PaidSubscription): 'active' | 'past_due' =>
  pastDueSince === null ? 'active' : 'past_due'

/** What the plan does: it starts, renews, moves or ends, or only what is owed for it changes. */
export const stepOfPlan = (ctx: Ctx, account: Account, reading: Reading): Step => {
  const { before, after, terms } = reading
  const now = ctx.now.epochNanoseconds
  const step = planStep(before.plan, after.plan)
  if (step === 'ends' || (step === 'none' && after.plan === null && reading.lapsed))
    return endedStep(account, reading, now)
  if (!after.plan) return { account, write: {}, said: null }
  if (step === 'none' || !terms) return owedStep(account, reading, after.plan)
  const { name: plan, version, billed, periodStartedAt: startedAt } = after.plan
  const cut = step === 'moves' ? reading.cut : null
  const opened = withPlan(account, { ...terms, periodStartedAt: startedAt }, now, cut)
  const subscription = sectionOf({ plan, version, billed, status: statusOf(after.plan), startedAt })
  return { account: opened.account, write: { ...opened.write, subscription }, said: { step, ...subscription } }
}

/** Whether the plan that an org is on, if it is the one that is paid for, is billed and owed for as Stripe has it. */
export const isPinnedAsPaid = ({ pinned, after: { plan: paid } }: Pick<Reading, 'pinned' | 'after'>): boolean =>
  paid === null || pinned?.plan !== paid.name || (pinned.status === statusOf(paid) && pinned.billed === paid.billed)

/** The plan stays; whether it is owed for may be another matter than before. */
const owedStep = (account: Account, reading: Reading, paid: PaidSubscription): Step => {
  const { pinned } = reading
  if (!pinned || isPinnedAsPaid(reading)) return { account, write: {}, said: null }
  const [status, { billed }] = [statusOf(paid), paid]
  const startedAt = pinned.periodStartedAt.epochNanoseconds
  return { account, write: { subscription: sectionOf({ ...pinned, billed, status, startedAt }) }, said: null }
}

/** Nothing is paid for any more: the free plan is in force where there is one, else none. */
const endedStep = (account: Account, { terms, pinned, found }: Reading, now: bigint): Step => {
  const owes = found.some(({ choice, pastDueSince }) => choice.product === 'plan' && pastDueSince !== null)
  if (terms) {
    const { plan, version } = terms
    const opened = withPlan(account, { ...terms, periodStartedAt: now }, now, null)
    const status = owes ? 'unpaid' : 'active'
    const subscription = sectionOf({ plan, version, billed: 'monthly', status, startedAt: now })
    const said = { step: 'ends', ...subscription }
    return { account: opened.account, write: { ...opened.write, subscription }, said }
  }
  if (!pinned) return { account, write: {}, said: null }
  const startedAt = pinned.periodStartedAt.epochNanoseconds
  const subscription = sectionOf({ ...pinned, status: owes ? 'unpaid' : 'cancelled', startedAt })
  return { account: { ...account, plan: null }, write: { subscription }, said: { step: 'ends', ...subscription } }
}
