import type { ClaimedEvent } from '@/db/commands/record-payment'
import type { Ctx } from '@/lib/context'
import { whyOf } from '@/lib/platform/errors'
import type { StripeGateway } from '@/lib/stripe/gateway'
import type { StripeCommand } from '@/lib/stripe/translate'
import { checkout } from './events/checkout'
import { customerCards } from './events/customer-cards'
import { dispute } from './events/dispute'
import type { Handled, Handler } from './events/handled'
import { noteEvent } from './events/note-event'
import { payment } from './events/payment'
import { refunds } from './events/refunds'
import { subscriptions } from './events/subscriptions'

/** An event that is for us and does not name what it is about: it fails until another version of Kontor reads it. */
class UnreadableEvent extends Error {
  override readonly name = 'UnreadableEvent'
}

const handlers: { readonly [Kind in StripeCommand['kind']]: Handler<Kind> } = {
  checkout_changed: checkout,
  payment_changed: payment,
  cards_changed: customerCards,
  refunds_changed: refunds,
  dispute_changed: dispute,
  subscriptions_changed: subscriptions,
  unreadable: (_ctx, _stripe, { sentence }) => Promise.reject(new UnreadableEvent(sentence)),
}

/**
 * Takes a verified Stripe event: what it says is a trigger, the state is read from Stripe again. Answers a sentence.
 * A failure is noted and thrown, so that the delivery comes again.
 */
export const receiveStripeEvent = async (
  ctx: Ctx,
  stripe: StripeGateway,
  { id, type, attempt }: ClaimedEvent,
  command: StripeCommand | null,
): Promise<string> => {
  // What else is known of it stays out of the claims.
  const event = { id, type, ...(attempt === undefined ? {} : { attempt }) }
  try {
    const { sentence, note } = await handle(ctx, stripe, event, command)
    if (note) await noteEvent(ctx.db, { event, state: note, sentence, at: ctx.now })
    return sentence
  } catch (error) {
    await noteEvent(ctx.db, { event, state: 'failing', sentence: whyOf(error), at: ctx.now })
    throw error
  }
}

const handle = (
  ctx: Ctx,
  stripe: StripeGateway,
  event: ClaimedEvent,
  command: StripeCommand | null,
): Promise<Handled> | Handled => {
  if (command === null) return { sentence: `Nothing to do for ${event.type}.`, note: 'ignored' }
  // Each handler takes the commands of its own kind; the table says so, the compiler cannot follow it here.
  return (handlers[command.kind] as Handler<StripeCommand['kind']>)(ctx, stripe, command, event)
}
