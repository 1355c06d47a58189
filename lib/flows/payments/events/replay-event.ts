import { appendAudit } from '@/db/commands/append-audit'
import { findStripeEvent, type StripeEventState } from '@/db/queries/stripe-events'
import { auditEntry, type Ctx, requirePermission } from '@/lib/context'
import { Refusal, whyOf } from '@/lib/platform/errors'
import { log } from '@/lib/platform/log'
import type { StripeGateway } from '@/lib/stripe/gateway'
import { eventAgain, runAgain } from './run-again'

/** What came of a replay. `before` is how the event stood; one that was `done` has its effect no second time. */
export type Replayed = {
  readonly outcome: StripeEventState
  readonly before: StripeEventState
  readonly sentence: string
}

/**
 * Replays an event that was received: it goes the way of a webhook once more, as it came. That it still fails is an
 * answer. Refuses what was never received, and what was not kept as it came and Stripe no longer has.
 */
export const replayEvent = async (ctx: Ctx, stripe: StripeGateway, eventId: string): Promise<Replayed> => {
  requirePermission(ctx, 'platform:admin')
  const known = await findStripeEvent(ctx.db, eventId)
  if (!known) throw new Refusal('not_found', `No event ${eventId} was ever received.`, { event: eventId })
  const before = known.state
  const event = await eventAgain(ctx, stripe, eventId)
  const came = await runAgain(ctx, stripe, event).then(
    async (sentence) => ({ outcome: (await findStripeEvent(ctx.db, eventId))?.state ?? before, sentence }),
    (error: unknown) => {
      log.warn({ err: error, event: eventId }, 'a replayed event failed')
      return { outcome: 'failing' as const, sentence: whyOf(error) }
    },
  )
  const about = { subject: eventId, before: { state: before }, after: { type: known.type, ...came } }
  await appendAudit(ctx.db, auditEntry(ctx, 'stripe_event.replay', about))
  return { before, ...came }
}
