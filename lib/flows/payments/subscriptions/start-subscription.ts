import { endCheckout } from '@/db/commands/checkouts'
import { openSubscription } from '@/db/commands/subscriptions'
import { type Ctx, requirePermission } from '@/lib/context'
import { type Choice, choiceKey } from '@/lib/core/plans/offer'
import { customerOf } from '@/lib/flows/payments/customer-of'
import { openForm, type StartedCheckout } from '@/lib/flows/payments/open-form'
import { Refusal } from '@/lib/platform/errors'
import { newId } from '@/lib/platform/ids'
import type { StripeGateway } from '@/lib/stripe/gateway'
import { loadOrder } from './load-order'
import { settleSubscription } from './settle-subscription'
import { syncSubscriptions } from './sync-subscriptions'

const alreadySubscribed = (): Refusal =>
  new Refusal('exists', 'There is a subscription of this kind already. Change it instead of making another one.')

/**
 * Opens the Checkout in which an org subscribes to a plan or a tier (P6, G7). Two clicks are one session; another choice
 * ends the session of the one before, so that no two can be paid.
 */
export const startSubscription = async (
  ctx: Ctx,
  stripe: StripeGateway,
  org: string,
  choice: Choice,
): Promise<StartedCheckout> => {
  requirePermission(ctx, 'org:pay', org)
  const { found, priced, current } = await loadOrder(ctx, org, choice)
  if (current) throw alreadySubscribed()
  const { buyer: contact, language } = found.config
  const contactOf = { name: contact.name || found.name, email: contact.email }
  const wanted = choiceKey(choice)
  const complete = async (checkoutId: string, sessionId: string): Promise<void> => {
    const status = await settleSubscription(ctx, stripe, { org, checkoutId, sessionId }, null)
    if (status !== 'ended') throw alreadySubscribed()
  }
  return openForm(ctx, stripe, org, {
    open: async () => {
      const opened = await openSubscription(
        ctx.db,
        org,
        newId('chk'),
        { product: choice.product, choice: wanted },
        ctx.now,
      )
      if (opened.choice === wanted) return opened
      if (opened.sessionId !== null && (await stripe.expireCheckout(opened.sessionId)) === 'complete') {
        await complete(opened.checkoutId, opened.sessionId)
      }
      await endCheckout(ctx.db, org, opened.checkoutId, null, ctx.now)
      return openSubscription(ctx.db, org, newId('chk'), { product: choice.product, choice: wanted }, ctx.now)
    },
    create: async (checkoutId) => {
      const customerId = await customerOf(ctx, stripe, org, contactOf)
      await requireNoOther(ctx, stripe, org, customerId, choice)
      const { priceId } = await stripe.ensurePrice(priced)
      return stripe.createSubscriptionCheckout({ org, checkoutId, customerId, priceId, language })
    },
    read: (sessionId) => stripe.readCheckout(sessionId),
    complete,
  })
}

/** What we know may be behind: a customer who pays twice for the same would be right to be angry. */
const requireNoOther = async (
  ctx: Ctx,
  stripe: StripeGateway,
  org: string,
  customerId: string,
  { product }: Choice,
): Promise<void> => {
  const found = await stripe.readSubscriptions(customerId)
  const live = found.some(({ choice, endedAt, status }) => {
    return choice.product === product && endedAt === null && status !== 'incomplete'
  })
  if (!live) return
  await syncSubscriptions(ctx, stripe, org, customerId)
  throw alreadySubscribed()
}
