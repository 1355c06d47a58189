import { endCheckout, finishCheckout } from '@/db/commands/checkouts'
import type { ClaimedEvent } from '@/db/commands/record-payment'
import { listCardCheckouts } from '@/db/queries/checkouts'
import { type Ctx, requirePermission } from '@/lib/context'
import type { StripeGateway } from '@/lib/stripe/gateway'
import { syncCards } from './sync-cards'

export type CardSettlement = { readonly status: 'saved' | 'ended' | 'open' }

type CardCheckout = { readonly org: string; readonly checkoutId: string; readonly sessionId: string }

/** Looks at Stripe what became of a session that saves a card, and records it; safe to repeat. */
export const settleCardCheckout = async (
  ctx: Ctx,
  stripe: StripeGateway,
  { org, checkoutId, sessionId }: CardCheckout,
  event: ClaimedEvent | null,
): Promise<CardSettlement['status']> => {
  const session = await stripe.readCardCheckout(sessionId)
  if (session.status === 'expired') {
    await endCheckout(ctx.db, org, checkoutId, event, ctx.now)
    return 'ended'
  }
  if (session.status === 'open') return 'open'
  await syncCards(ctx, stripe, org, session.customerId)
  await finishCheckout(ctx.db, { org, checkoutId }, 'The card was saved.', event, ctx.now)
  return 'saved'
}

/** The return path: settles the session that is open. It races with the webhook; both write the same. */
export const settleCards = async (ctx: Ctx, stripe: StripeGateway, org: string): Promise<CardSettlement> => {
  requirePermission(ctx, 'org:pay', org)
  const [open] = await listCardCheckouts(ctx.db, org)
  if (!open || open.status === 'paid') return { status: 'saved' }
  if (open.sessionId === null) return { status: 'open' }
  const { checkoutId, sessionId } = open
  return { status: await settleCardCheckout(ctx, stripe, { org, checkoutId, sessionId }, null) }
}
