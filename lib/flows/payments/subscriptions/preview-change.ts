import { Temporal } from 'temporal-polyfill'
import { findStripeCustomer } from '@/db/queries/orgs'
import { type Ctx, requirePermission } from '@/lib/context'
import type { Minor } from '@/lib/core/money/amount'
import type { Choice, PricedChoice } from '@/lib/core/plans/offer'
import { type Quote, quoteExpiresAt } from '@/lib/core/plans/quote'
import { Refusal } from '@/lib/platform/errors'
import { newId } from '@/lib/platform/ids'
import type { Seal } from '@/lib/platform/seal'
import type { StripeGateway } from '@/lib/stripe/gateway'
import type { ChangePreview, SubscriptionChange } from '@/lib/stripe/subscription-change'
import type { SubscriptionAtStripe } from '@/lib/stripe/subscriptions'
import { loadOrder } from './load-order'
import { sealQuote } from './quote-wire'

export type ShownQuote = {
  /** To be sent back to confirm. */
  readonly quote: string
  readonly from: Choice & { readonly price: Minor }
  readonly to: PricedChoice
  readonly amountDue: Minor
  readonly total: Minor
  readonly currency: string
  readonly lines: ChangePreview['lines']
  readonly expiresAt: Temporal.Instant
}

type Ready = {
  readonly current: SubscriptionAtStripe
  readonly priced: PricedChoice
  readonly change: SubscriptionChange
}

/**
 * Everything that a change of an org's subscription to another choice takes.
 * @throws Refusal `not_found` where nothing of the kind is subscribed to, `exists` where it is just this.
 */
export const readyChange = async (
  ctx: Ctx,
  stripe: StripeGateway,
  org: string,
  choice: Choice,
  prorationAt: Temporal.Instant,
): Promise<Ready> => {
  const [{ priced, current: known }, customerId] = await Promise.all([
    loadOrder(ctx, org, choice),
    findStripeCustomer(ctx.db, org),
  ])
  if (!known || customerId === null) throw new Refusal('not_found', 'There is no subscription to change.')
  const current = (await stripe.readSubscriptions(customerId)).find(({ subscriptionId }) => subscriptionId === known.id)
  if (!current || current.endedAt !== null) throw new Refusal('not_found', 'The subscription has ended.')
  const { name, version, billed } = current.choice
  if (name === choice.name && version === choice.version && billed === choice.billed) {
    throw new Refusal('exists', 'This is what is subscribed to already.')
  }
  const { priceId } = await stripe.ensurePrice(priced)
  const { subscriptionId, itemId } = current
  return { current, priced, change: { customerId, subscriptionId, itemId, priceId, prorationAt } }
}

const wholeSeconds = (at: Temporal.Instant): Temporal.Instant =>
  Temporal.Instant.fromEpochMilliseconds(Math.floor(at.epochMilliseconds / 1000) * 1000)

/** What a change would cost, as a quote that can be confirmed (P6, B7). Nothing is changed. */
export const previewSubscriptionChange = async (
  ctx: Ctx,
  stripe: StripeGateway,
  seal: Seal,
  org: string,
  choice: Choice,
): Promise<ShownQuote> => {
  requirePermission(ctx, 'org:pay', org)
  const prorationAt = wholeSeconds(ctx.now)
  const { current, priced, change } = await readyChange(ctx, stripe, org, choice, prorationAt)
  const { amountDue, total, currency, lines } = await stripe.previewChange(change)
  const quote: Quote = {
    id: newId('quo'),
    org,
    subscriptionId: current.subscriptionId,
    choice,
    prorationAt: prorationAt.epochNanoseconds,
    amountDue,
    total,
    currency,
  }
  const expiresAt = Temporal.Instant.fromEpochNanoseconds(quoteExpiresAt(quote))
  const from = { ...current.choice, price: current.price }
  return { quote: sealQuote(seal, quote), from, to: priced, amountDue, total, currency, lines, expiresAt }
}
