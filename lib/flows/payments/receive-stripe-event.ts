import { endCheckout, noteStripeEvent } from '@/db/commands/checkouts'
import type { ClaimedEvent } from '@/db/commands/record-payment'
import type { Ctx } from '@/lib/context'
import { Refusal } from '@/lib/platform/errors'
import type { StripeGateway } from '@/lib/stripe/gateway'
import type { StripeCommand } from '@/lib/stripe/translate'
import { recordCheckoutPayment } from './settle-checkout'

/**
 * Takes a verified Stripe event: what it says is a trigger, the state is read from Stripe again. Answers a sentence.
 * A failure is noted and thrown, so that the delivery comes again.
 */
export const receiveStripeEvent = async (
  ctx: Ctx,
  stripe: StripeGateway,
  event: ClaimedEvent,
  command: StripeCommand | null,
): Promise<string> => {
  if (command === null) {
    await noteStripeEvent(ctx.db, event, 'ignored', `Nothing to do for ${event.type}.`, ctx.now)
    return `Nothing to do for ${event.type}.`
  }
  try {
    return await act(ctx, stripe, event, command)
  } catch (error) {
    await noteStripeEvent(ctx.db, event, 'failing', error instanceof Error ? error.message : String(error), ctx.now)
    throw error
  }
}

const act = async (ctx: Ctx, stripe: StripeGateway, event: ClaimedEvent, command: StripeCommand): Promise<string> => {
  const session = await stripe.readCheckout(command.sessionId)
  if (command.kind === 'checkout_ended' && !session.paid) {
    const outcome = await endCheckout(ctx.db, command.org, command.checkoutId, event, ctx.now)
    return outcome === 'ended' ? 'The checkout ended unpaid.' : 'This event was handled before.'
  }
  if (!session.paid) {
    await noteStripeEvent(ctx.db, event, 'ignored', 'The payment is still being processed.', ctx.now)
    return 'The payment is still being processed.'
  }
  const outcome = await recordCheckoutPayment(ctx, command, session, event)
  if (outcome === 'unknown') throw new Refusal('unavailable', `There is no invoice ${command.invoiceId} yet.`)
  return outcome === 'repeated' ? 'This payment was recorded before.' : `The payment was recorded: ${outcome}.`
}
