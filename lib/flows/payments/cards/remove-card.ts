import { findAccount } from '@/db/queries/accounts'
import { listInvoices } from '@/db/queries/invoices'
import { knownSubscription, listStripeSubscriptions } from '@/db/queries/stripe-subscriptions'
import { type Ctx, requirePermission } from '@/lib/context'
import { isLive } from '@/lib/core/plans/entitlement'
import { dayAt } from '@/lib/core/time/billing-day'
import { currentMonth } from '@/lib/flows/funding/project'
import { Refusal } from '@/lib/platform/errors'
import type { StripeGateway } from '@/lib/stripe/gateway'
import { cardAtStripe } from './card-at-stripe'
import { syncCards } from './sync-cards'

/**
 * True where something is owed that a card is to pay: an invoice that is open, usage that goes onto the next one, or
 * what is subscribed to.
 */
const isOwing = async (ctx: Ctx, org: string): Promise<boolean> => {
  const loaded = await findAccount(ctx.db, org)
  const today = dayAt(ctx.now, loaded?.account.zone ?? 'UTC')
  const invoices = await listInvoices(ctx.db, { org, today })
  if (invoices.some(({ payBy, paidOn }) => payBy === 'card' && paidOn === null)) return true
  if (!loaded) return false
  const subscribed = (await listStripeSubscriptions(ctx.db, org)).map(knownSubscription)
  if (subscribed.some(isLive)) return true
  const { month } = currentMonth(loaded.account.zone, ctx.now.epochNanoseconds)
  return [...loaded.account.months].some(([each, { spent, held }]) => each >= month && spent + held > 0n)
}

/**
 * Removes a card for good (P2). The last one stays while something is owed: add another first. Another card is charged
 * where the one that was went.
 */
export const removeCard = async (ctx: Ctx, stripe: StripeGateway, org: string, methodId: string): Promise<void> => {
  requirePermission(ctx, 'org:pay', org)
  const { customerId, cards } = await cardAtStripe(ctx, stripe, org, methodId)
  if (cards.length === 1 && (await isOwing(ctx, org))) {
    throw new Refusal('card_needed', 'This is the only card, and something is still to be paid. Add another one first.')
  }
  await stripe.detachCard(methodId)
  await syncCards(ctx, stripe, org, customerId)
}
