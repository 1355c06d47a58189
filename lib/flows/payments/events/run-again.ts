import type { Ctx } from '@/lib/context'
import { receiveStripeEvent } from '@/lib/flows/payments/receive-stripe-event'
import { Refusal } from '@/lib/platform/errors'
import type { StripeGateway } from '@/lib/stripe/gateway'
import { translate } from '@/lib/stripe/translate'

type StripeEvent = NonNullable<Awaited<ReturnType<StripeGateway['readEvent']>>>

/** An event as Stripe has it. Refuses one that Stripe has forgotten. */
export const eventAtStripe = async (stripe: StripeGateway, eventId: string): Promise<StripeEvent> => {
  const event = await stripe.readEvent(eventId)
  if (event) return event
  throw new Refusal('not_found', 'Stripe no longer has this event: it keeps events for 30 days.', { event: eventId })
}

/**
 * Hands an event to the portal once more, in Stripe's name as a webhook does. What it did already it does not do twice.
 * @param attempt which attempt this is, where it was begun and counted.
 */
export const runAgain = (ctx: Ctx, stripe: StripeGateway, event: StripeEvent, attempt?: number): Promise<string> =>
  receiveStripeEvent(
    { ...ctx, actor: { kind: 'system', name: 'stripe' } },
    stripe,
    attempt === undefined ? event : { ...event, attempt },
    translate(event),
  )
