import type { Temporal } from 'temporal-polyfill'
import type { Ctx } from '@/lib/context'
import { Refusal } from '@/lib/platform/errors'

/** How far a caller's clock may be ahead of ours. */
const skewSeconds = 300

/** Refuses a time that has not come yet. */
export const requirePast = (ctx: Ctx, at: Temporal.Instant): void => {
  if (at.epochMilliseconds <= ctx.now.epochMilliseconds + skewSeconds * 1000) return
  throw new Refusal('invalid_timestamp', `${at} lies in the future.`, { occurred_at: at.toString() })
}
