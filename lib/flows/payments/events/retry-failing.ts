import { beginStripeAttempt } from '@/db/commands/stripe-events'
import { listStripeEventsToRetry, stripeEventsToRetry } from '@/db/queries/stripe-events'
import type { Ctx } from '@/lib/context'
import { Refusal } from '@/lib/platform/errors'
import { log } from '@/lib/platform/log'
import type { StripeGateway } from '@/lib/stripe/gateway'
import { eventAgain, runAgain } from './run-again'

const [minute, hour] = [60, 3_600]

/** How long after it was received a failing event is tried again, by how often it was tried. After the last, by hand. */
export const waitsSeconds: readonly number[] = [
  ...[1, 3, 7, 15, 30].map((minutes) => minutes * minute),
  ...[1, 2, 4, 8, 16, 24, 36, 48, 72, 96, 120, 168, 240, 360, 480, 600].map((hours) => hours * hour),
]

/** Older ones are left to a person. */
const keptHours = 24 * 30
const mostAtOnce = 20
const terms = { waitsSeconds, keptHours }

export const failingEvents = stripeEventsToRetry(terms)

/**
 * Tries events again that fail, or of which nothing came because a process ended, and whose time has come, one after the other: Stripe itself gives up after three days. Safe to
 * run twice and at once: an attempt is begun by one process. One that fails again stops no other, and stays failing.
 * @returns how many do not fail any more.
 */
export const retryFailing = async (ctx: Ctx, stripe: StripeGateway): Promise<number> => {
  const due = await listStripeEventsToRetry(ctx.db, ctx.now, terms, mostAtOnce)
  let mended = 0
  for (const { eventId, type, attempts } of due) {
    if (!(await beginStripeAttempt(ctx.db, eventId, attempts))) continue
    try {
      await runAgain(ctx, stripe, await eventAgain(ctx, stripe, eventId), attempts + 1)
      mended += 1
    } catch (error) {
      log.warn({ err: error, event: eventId, type, attempts: attempts + 1 }, 'an event of Stripe fails again')
      if (error instanceof Refusal && error.code === 'stripe_unavailable') break
    }
  }
  return mended
}
