import { confirmStripeSubscriptions } from '@/db/commands/subscriptions'
import type { LoadedAccount } from '@/db/queries/accounts'
import { auditEntry, type Ctx } from '@/lib/context'
import { actorName } from '@/lib/core/access/permit'
import { entitles } from '@/lib/core/plans/entitlement'
import { changeAccount } from '@/lib/flows/funding/change-account'
import { settingsOf } from '@/lib/flows/funding/save-funding'
import type { SubscriptionAtStripe } from '@/lib/stripe/subscriptions'
import { columnsOf } from './columns-of'
import { paidAtStripe } from './paid-subscription'
import { type Reading, readSubscriptions } from './reading'
import { isPinnedAsPaid, type Step, stepOfPlan } from './step-of-plan'

const rowOf = (each: SubscriptionAtStripe, now: bigint) => ({
  ...columnsOf(each),
  entitled: entitles(paidAtStripe(each), now),
})

/** What the tier does to the gate; one that was agreed by hand stays. */
const stepOfTier = (loaded: LoadedAccount, { before, after }: Reading): Step => {
  const { account } = loaded
  const { limits } = account
  if (before.tier?.name === after.tier?.name || limits.tier === 'custom') return { account, write: {}, said: null }
  const tier = (after.tier?.name ?? 'base') as typeof limits.tier
  const next = { ...account, limits: { ...limits, tier, concurrency: null } }
  return { account: next, write: { settings: settingsOf({ ...loaded, account: next }) }, said: { tier } }
}

/** Whether a reading is what was recorded, and the plan and the tier are what followed from that. */
const changesNothing = (reading: Reading): boolean =>
  reading.seen > 0 && reading.isRecorded && !reading.lapsed && isPinnedAsPaid(reading)

/**
 * Keeps what an org subscribes to as it stands at Stripe, and gives it the plan and the tier that follow from that in
 * the same write (P6, P7, G7): the gate knows at once. What is recorded as it is already is not written again.
 * @param read is asked again where another reading was recorded since: what was read first may be the older state.
 */
export const recordSubscriptions = async (
  ctx: Ctx,
  org: string,
  read: () => Promise<readonly SubscriptionAtStripe[]>,
): Promise<void> => {
  let reading = await readSubscriptions(ctx, org, read)
  if (changesNothing(reading) && (await confirmStripeSubscriptions(ctx.db, org, reading.seen, ctx.now))) return
  await changeAccount(ctx, org, (loaded) => {
    const tier = stepOfTier(loaded, reading)
    const plan = stepOfPlan(ctx, tier.account, reading)
    const said = tier.said || plan.said ? { ...tier.said, ...plan.said } : null
    return {
      after: plan.account,
      write: {
        ...(said ? { reshape: true } : {}),
        ...tier.write,
        ...plan.write,
        stripe_subscriptions: {
          seen: reading.seen,
          rows: reading.found.map((each) => rowOf(each, ctx.now.epochNanoseconds)),
        },
        by: actorName(ctx.actor),
        ...(said ? { audit: auditEntry(ctx, 'subscription.change', { org, after: said }) } : {}),
      },
      askAgain: async () => {
        reading = await readSubscriptions(ctx, org, read)
      },
    }
  })
}
