import { z } from 'zod'
import { line } from './common'

export const stripeEventStates = ['failing', 'received', 'done', 'ignored'] as const
export type StripeEventState = (typeof stripeEventStates)[number]

/** An event that is to be replayed, by Stripe's name for it. */
export const replayInput = z.strictObject({ event: line(255).min(1, 'is needed') })

/** What came of a replay, and how the event stood before it. */
export type ReplayAnswer = {
  readonly before: StripeEventState
  readonly outcome: StripeEventState
  readonly sentence: string
}
