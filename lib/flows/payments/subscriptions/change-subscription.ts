import { Temporal } from 'temporal-polyfill'
import { findStripeCustomer } from '@/db/queries/orgs'
import { knownSubscription, listStripeSubscriptions } from '@/db/queries/stripe-subscriptions'
import { type Ctx, requirePermission } from '@/lib/context'
import { liveSubscription } from '@/lib/core/plans/entitlement'
import { bindQuote, type Quote } from '@/lib/core/plans/quote'
import { accept, Refusal } from '@/lib/platform/errors'
import type { Seal } from '@/lib/platform/seal'
import type { StripeGateway } from '@/lib/stripe/gateway'
import { readyChange } from './preview-change'
import { openQuote } from './quote-wire'
import { syncSubscriptions } from './sync-subscriptions'

/**
 * Changes a subscription for exactly what was quoted (B7), and gives what it buys at once. Confirmed twice, it is done
 * once.
 * @throws Refusal `quote_stale` where it costs something else by now, `card_declined` where the difference cannot be
 * charged. Then nothing changed.
 */
export const changeSubscription = async (
  ctx: Ctx,
  stripe: StripeGateway,
  seal: Seal,
  org: string,
  sealed: string,
): Promise<void> => {
  requirePermission(ctx, 'org:pay', org)
  const quote = openQuote(seal, org, sealed)
  try {
    await changeAsQuoted(ctx, stripe, org, quote)
  } catch (error) {
    // Another click of the same was faster: then it is something else to change now, or costs nothing any more.
    if (!(await isDone(ctx, stripe, org, quote))) throw error
  }
}

const changeAsQuoted = async (ctx: Ctx, stripe: StripeGateway, org: string, quote: Quote): Promise<void> => {
  const prorationAt = Temporal.Instant.fromEpochNanoseconds(quote.prorationAt)
  const { change } = await readyChange(ctx, stripe, org, quote.choice, prorationAt)
  if (change.subscriptionId !== quote.subscriptionId) {
    throw new Refusal('quote_stale', 'The subscription is another one by now. Look at the change again.')
  }
  accept(bindQuote(quote, await stripe.previewChange(change), ctx.now.epochNanoseconds))
  await stripe.changeSubscription(change, quote.id)
  await syncSubscriptions(ctx, stripe, org, change.customerId)
}

/** True where the subscription is what the quote would make it: somebody, or the click before this one, has done it. */
const isDone = async (
  ctx: Ctx,
  stripe: StripeGateway,
  org: string,
  { subscriptionId, choice }: Quote,
): Promise<boolean> => {
  const customerId = await findStripeCustomer(ctx.db, org)
  if (customerId === null) return false
  const found = await stripe.readSubscriptions(customerId)
  const own = found.find((each) => each.subscriptionId === subscriptionId)?.choice
  if (own?.name !== choice.name || own.version !== choice.version || own.billed !== choice.billed) return false
  await syncSubscriptions(ctx, stripe, org, customerId)
  return true
}

/** Has a subscription end with the period that is paid for, or go on after all (P6). */
export const cancelSubscription = async (
  ctx: Ctx,
  stripe: StripeGateway,
  org: string,
  product: 'plan' | 'tier',
  ends: boolean,
): Promise<void> => {
  requirePermission(ctx, 'org:pay', org)
  const { customerId, subscriptionId } = await currentOf(ctx, org, product)
  await stripe.endWithPeriod(subscriptionId, ends)
  await syncSubscriptions(ctx, stripe, org, customerId)
}

/** Where what is owed for a subscription is paid, at Stripe; null where nothing is. */
export const payOverdue = async (
  ctx: Ctx,
  stripe: StripeGateway,
  org: string,
  product: 'plan' | 'tier',
): Promise<string | null> => {
  requirePermission(ctx, 'org:pay', org)
  const { customerId, subscriptionId } = await currentOf(ctx, org, product)
  const url = await stripe.unpaidInvoiceUrl(subscriptionId)
  if (url === null) await syncSubscriptions(ctx, stripe, org, customerId)
  return url
}

const currentOf = async (ctx: Ctx, org: string, product: 'plan' | 'tier') => {
  const [rows, customerId] = await Promise.all([listStripeSubscriptions(ctx.db, org), findStripeCustomer(ctx.db, org)])
  const current = liveSubscription(rows.map(knownSubscription), product)
  if (!current || customerId === null) throw new Refusal('not_found', 'There is no such subscription.')
  return { customerId, subscriptionId: current.id }
}
