import Stripe from 'stripe'
import { asking } from './refused'

/** An event as JSON, read from Stripe again: its word, so no signature is asked for. Null after some 30 days. */
export const readEvent = (stripe: Stripe, eventId: string): Promise<string | null> =>
  asking(async () => {
    try {
      return JSON.stringify(await stripe.events.retrieve(eventId))
    } catch (error) {
      if (error instanceof Stripe.errors.StripeInvalidRequestError && error.statusCode === 404) return null
      throw error
    }
  })
