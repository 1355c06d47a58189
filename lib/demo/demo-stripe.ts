import type { Temporal } from 'temporal-polyfill'
import { createStripe } from '@/lib/stripe/client'
import { createGateway, type StripeGateway } from '@/lib/stripe/gateway'

/** The SDK, and the portal's gateway over it. */
export type DemoStripe = { readonly sdk: ReturnType<typeof createStripe>; readonly gateway: StripeGateway }

/** Stripe as it is at a moment of the demo's history. */
export type DemoStripeAt = (at: Temporal.Instant) => DemoStripe

export type DemoKeys = {
  readonly secretKey: string
  readonly publishableKey: string
  readonly webhookSecret: string
}

/** Stripe's own test mode, for a demo that was given keys. */
export const stripeInTestMode =
  (keys: DemoKeys): DemoStripeAt =>
  () => {
    const sdk = createStripe(keys)
    return { sdk, gateway: createGateway({ stripe: sdk, ...keys }) }
  }
