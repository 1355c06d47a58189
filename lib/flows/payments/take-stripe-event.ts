import type { Ctx } from '@/lib/context'
import { isPassing } from '@/lib/flows/jobs/is-passing'
import { whyOf } from '@/lib/platform/errors'
import { log } from '@/lib/platform/log'
import type { StripeGateway } from '@/lib/stripe/gateway'
import { type ReceivedEvent, readReceivedEvent } from '@/lib/stripe/received-event'
import { requireOurs } from '@/lib/stripe/require-ours'
import { translate } from '@/lib/stripe/translate'
import { keepEvent } from './events/keep-event'
import { receiveStripeEvent } from './receive-stripe-event'

/** Records what Stripe sent as it came, whatever it says. */
export const keepStripeEvent = async (
  ctx: Ctx,
  raw: string,
  event: ReceivedEvent = readReceivedEvent(raw),
): Promise<ReceivedEvent> => {
  const { id, type, apiVersion } = event
  await keepEvent(ctx.db, { id, type, apiVersion, body: raw, at: ctx.now })
  return event
}

/**
 * Takes the body of a webhook whose signature was verified: it is recorded, then acted on. Answers a sentence.
 * @throws Refusal `invalid_request` for an event of another mode or account or of the future, which is not kept.
 * @throws where Stripe sending it again can help: the database or Stripe is away, or what it is about is not here yet.
 * Whatever else goes wrong is recorded with the event, which is listed for administrators and tried again from here.
 */
export const takeStripeEvent = async (ctx: Ctx, stripe: StripeGateway, raw: string): Promise<string> => {
  const event = readReceivedEvent(raw)
  requireOurs(event, { live: stripe.live, now: ctx.now })
  await keepStripeEvent(ctx, raw, event)
  try {
    return await receiveStripeEvent(ctx, stripe, event, translate(event))
  } catch (error) {
    if (isPassing(error)) throw error
    log.error({ err: error, event: event.id, type: event.type }, 'an event of Stripe was recorded and not handled')
    return `The event is recorded; an administrator has to look at it: ${whyOf(error)}`
  }
}
