import { findStripeEventBody } from '@/db/queries/stripe-events'
import type { Ctx } from '@/lib/context'
import { receiveStripeEvent } from '@/lib/flows/payments/receive-stripe-event'
import { Refusal } from '@/lib/platform/errors'
import type { StripeGateway } from '@/lib/stripe/gateway'
import { type ReceivedEvent, readReceivedEvent } from '@/lib/stripe/received-event'
import { translate } from '@/lib/stripe/translate'

/**
 * An event as it came, or as Stripe has it where its body was not kept. Nothing but ids is read from either.
 * @throws Refusal `not_found` where Stripe has forgotten it too.
 */
export const eventAgain = async (ctx: Pick<Ctx, 'db'>, stripe: StripeGateway, id: string): Promise<ReceivedEvent> => {
  const body = (await findStripeEventBody(ctx.db, id)) ?? (await stripe.readEvent(id))
  if (body !== null) return { ...readReceivedEvent(body), id }
  throw new Refusal('not_found', 'Stripe no longer has this event: it keeps events for 30 days.', { event: id })
}

/**
 * Hands an event to the portal once more, in Stripe's name as a webhook does. What it did already it does not do twice.
 * @param attempt which attempt this is, where it was begun and counted.
 */
export const runAgain = (ctx: Ctx, stripe: StripeGateway, event: ReceivedEvent, attempt?: number): Promise<string> =>
  receiveStripeEvent(
    { ...ctx, actor: { kind: 'system', name: 'stripe' } },
    stripe,
    attempt === undefined ? event : { ...event, attempt },
    translate(event),
  )
