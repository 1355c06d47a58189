import { invalidRequest } from '@/packages/stripe-emulator/failure'
import type { SubscriptionRecord } from '@/packages/stripe-emulator/records'
import { applyChange, type ChangeTerms } from './apply-change'
import type { Held } from './current-subscription'
import { type AskedEnding, endingOf } from './ending'
import { dropPendingUpdate } from './pending-update'
import { type AskedChange, planChange } from './plan-change'
import { currentPeriod } from './renew-subscription'
import { changeSubscription } from './save-subscription'

export type AskedUpdate = {
  /** Null where the items stay as they are. */
  readonly change: AskedChange | null
  readonly ending: AskedEnding
  readonly settings: Partial<
    Pick<SubscriptionRecord, 'automaticTax' | 'defaultPaymentMethod' | 'description' | 'metadata' | 'saveDefaultMethod'>
  >
  readonly cancellation: Partial<Pick<SubscriptionRecord['cancellation'], 'comment' | 'feedback'>>
  readonly terms: ChangeTerms
}

const endedMessage = 'A canceled subscription can only update its cancellation_details and metadata.'

const checkEnded = ({ change, settings, ending }: AskedUpdate): void => {
  const { metadata: _, ...others } = settings
  const asked = change !== null || Object.keys(others).length > 0
  if (!asked && ending.cancelAt === undefined && ending.cancelAtPeriodEnd === undefined) return
  throw invalidRequest(endedMessage, undefined, 'invalid_canceled_subscription_fields')
}

const checkState = (current: SubscriptionRecord, asked: AskedUpdate): void => {
  if (current.ended === 'true') checkEnded(asked)
  if (current.status === 'incomplete' && asked.change) {
    throw invalidRequest(
      'The items of a subscription whose status is `incomplete` cannot be changed. Pay its first invoice, or cancel it.',
      'items',
    )
  }
}

/** An end that goes with the period moves with it. */
const withEnd = (subscription: SubscriptionRecord): SubscriptionRecord =>
  subscription.cancelAtPeriodEnd ? { ...subscription, cancelAt: currentPeriod(subscription).end } : subscription

const same = (a: SubscriptionRecord, b: SubscriptionRecord): boolean => JSON.stringify(a) === JSON.stringify(b)

/** Changes settings, the end, and the items of a subscription, in this order, and charges what that costs. */
export const updateSubscription = async ({ work, customer, subscription }: Held, asked: AskedUpdate): Promise<void> => {
  checkState(subscription, asked)
  if (asked.change && subscription.pendingUpdate) await dropPendingUpdate(work, subscription)
  const current = (await work.get('subscription', subscription.id)) ?? subscription
  const ending = endingOf(current, asked.ending, work.now)
  const cancellation = { ...(ending.cancellation ?? current.cancellation), ...asked.cancellation }
  const next: SubscriptionRecord = { ...current, ...asked.settings, ...ending, cancellation }
  if (!asked.change) {
    if (!same(current, next)) await changeSubscription(work, current, next)
    return
  }
  const plan = await planChange(work, next, asked.change)
  const decided = { ...plan, subscription: withEnd(plan.subscription) }
  await applyChange({ work, customer, current, plan: decided, terms: asked.terms })
}
