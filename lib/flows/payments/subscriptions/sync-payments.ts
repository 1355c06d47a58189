import { noteSubscriptionEnded, recordSubscriptionPayment } from '@/db/commands/payment-returns'
import { listSubscriptionPayments, type SubscriptionPayment as Recorded } from '@/db/queries/subscription-payments'
import type { Ctx } from '@/lib/context'
import { type ChargedPeriod, endsSubscription, isRunning } from '@/lib/core/plans/returned-payment'
import { readReturnsStill } from '@/lib/flows/payments/read-still'
import type { StripeGateway } from '@/lib/stripe/gateway'
import type { SubscriptionPayment } from '@/lib/stripe/subscription-payments'
import { syncSubscriptions } from './sync-subscriptions'

/** Records what was charged for a subscription as Stripe has it now; what went back of it stays as it was read last. */
export const recordCharged = (ctx: Ctx, org: string, payment: SubscriptionPayment): Promise<void> =>
  recordSubscriptionPayment(ctx.db, org, payment, null, ctx.now)

/** Records all that a customer was charged for subscriptions. */
export const recordAllCharged = async (
  ctx: Ctx,
  stripe: StripeGateway,
  org: string,
  customerId: string,
): Promise<void> => {
  for (const each of await stripe.listSubscriptionPayments(customerId)) await recordCharged(ctx, org, each)
}

const periodOf = ({ amount, periodStartedAt, periodEndsAt, returns }: Recorded): ChargedPeriod => ({
  amount,
  periodStartedAt: periodStartedAt.epochNanoseconds,
  periodEndsAt: periodEndsAt.epochNanoseconds,
  returns,
})

/**
 * Reads what of a payment for a subscription went back or is disputed, records it, and ends the subscription where it has
 * to: everything that was charged for it is read first, so that nothing is taken for all. Safe to repeat.
 * @returns whether the subscription is ended by what went back.
 */
export const syncSubscriptionReturns = async (
  ctx: Ctx,
  stripe: StripeGateway,
  org: string,
  payment: SubscriptionPayment,
): Promise<boolean> => {
  const { customerId, subscriptionId, paymentIntentId } = payment
  await recordAllCharged(ctx, stripe, org, customerId)
  await readReturnsStill(stripe, paymentIntentId, (returns) =>
    recordSubscriptionPayment(ctx.db, org, payment, returns, ctx.now),
  )
  return endReturned(ctx, stripe, org, { customerId, subscriptionId })
}

const endReturned = async (
  ctx: Ctx,
  stripe: StripeGateway,
  org: string,
  { customerId, subscriptionId }: { readonly customerId: string; readonly subscriptionId: string },
): Promise<boolean> => {
  const now = ctx.now.epochNanoseconds
  const charged = (await listSubscriptionPayments(ctx.db, org)).filter((each) => each.subscriptionId === subscriptionId)
  if (!endsSubscription(charged.map(periodOf), now)) return false
  await stripe.endSubscriptionNow(subscriptionId)
  await syncSubscriptions(ctx, stripe, org, customerId)
  const running = charged.filter((each) => isRunning(periodOf(each), now)).map((each) => each.stripeInvoiceId)
  await noteSubscriptionEnded(ctx.db, org, running, ctx.now)
  return true
}
